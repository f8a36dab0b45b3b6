"""What is asked about training: phrases gathered under ideas, as folded words after lexicon.repaired().

A phrase `co ~ khong` allows up to three words between. How much an idea weighs stands in evidence.py.
"""

from __future__ import annotations

ASKED = {
    "WHEN": """
        khi nao; bao gio; luc nao; chung nao; bua nao; hom nao; ngay nao; ngay may; may gio; gio nao; thoi gian;
        thoi diem; thu may; bao lau; bao nhieu ngay; may ngay nua; thang may; tuan nao; when; khi mo; bua mo;
        ngay bao nhieu; thang nao; may tieng; dot nao; may ngay; hom may; what time; thoi gian nao; con bao lau;
        luc may gio; bao gio thi; bao gio moi; khi nao thi; khi nao moi; mat bao lau
    """,
    "TIME_OF_DAY": """
        may gio; gio nao; bat dau luc; gio giac; may gio bat dau; what time
    """,
    "WHERE": """
        o dau; cho nao; noi nao; phong nao; dia diem; dia chi; cho mo; o mo; phong may; tang may; tang nao; toa nha;
        toa nao; hoi truong; duong di; di duong nao; ban do; google map; maps; map; ngoi dau; ngoi o; tap trung;
        tai dau; truong nao; den dau; noi hoc; noi to chuc; noi tap huan; where; co so nao; khu nao; day nao; vi tri;
        lau may; lau nao; phong hoc; ngoi lop nao; dau vay; hoc dau; phong so may; khach san nao; noi dien ra;
        chi duong; cho hoc; dau the; cho dau xe; gui xe; hoc tai; to chuc tai; phong bao nhieu; location; chi dan duong;
        dinh vi; phai den dau; phai toi dau; den cho nao; toi cho nao; den noi nao; ve dau; nam o dau; khu vuc nao;
        duong nao; quan nao; huyen nao; xa nao; hoi truong nao; giang duong nao; phong hop nao; so phong; toa may;
        tang bao nhieu; khu may; dia ban nao; so nha; nha may; diem tap huan; diem hoc; diem cau; tai truong;
        noi tap trung; cho tap trung; so do; o cho; di toi; cach di; di den; den ~ bang; co xa khong; cho do xe; do xe;
        bai xe; giu xe; dau xe; to chuc ~ dau; hoc ~ cho nao; hoc ~ o dau; dien ra ~ dau; toi dau; nam dau; ngoi phong;
        hoc phong; hop dau; ten hoi truong; ten phong; ten truong; noi hop; cho hop; noi dien; noi lam viec;
        noi nao hoc; di xe; den bang; den do; toi do; cho ngoi; hoc o truong; hoc o phong; to chuc o; dien ra o;
        o truong nao; o phong nao; phong hop; vao phong; dia diem hoc; diem den; hoc tai phong; xa khong; bao xa;
        duong toi; duong den; vi tri lop; tap huan o; hop o; hop tai; cua nao; cong nao; nha nao; lop o dau;
        di huong nao; giang duong; phong so bao nhieu; so phong may; tap huan cho; len truong nao; hoc tang nao; o tang;
        vao loi nao; di loi nao; dia chi cu the; cho cu; phong cu; doi phong; doi cho; cho moi; phong hom qua;
        lac duong; nha da nang; dang cai; re trai; re phai; venue; building; address; which room; what floor
    """,
    "HERE_OR_ONLINE": """
        truc tiep hay truc tuyen; truc tuyen hay truc tiep; online hay truc tiep; truc tiep hay online; onl hay off;
        online hay offline; offline hay online; hinh thuc gi; hinh thuc nao; hay len truong; hay online;
        hay truc tuyen; online hay; truc tuyen hay; hay hoc online; hay zoom; hay qua zoom; hay qua mang;
        hay truc tiep; co phai hoc online; hoc hinh thuc; hinh thuc hoc
    """,
    "LINK": """
        link; duong dan; duong link; zoom; meet; teams; phong truc tuyen; phong ao; id phong; mat khau phong;
        phong zoom; link hoc; link vao; google meet; ms teams; phong hoc ao; phong hop truc tuyen; pass phong;
        phong hoc truc tuyen; id zoom; mat khau zoom; pass zoom; id va mat khau; ma phong; ma hop; link phong;
        duong link phong; link zoom; vao phong; link tham gia; dia chi truc tuyen; link truc tuyen; vao lop truc tuyen;
        lop hoc ao; online bang; vao hop; vao lop online; id meet; zoom la gi; mat khau vao
    """,
    "WHO": """
        ai; nguoi nao; thay nao; co nao; who; ten gi; ten thay; ten co; vi nao; thay co nao; cho biet ten; nhung ai;
        thay co; la ai; ai se; thay hay co; co giao nao; thay giao nao; chuyen gia nao; giang vien nao; ho ten;
        giao vien nao; gv nao; chuyen vien nao; nguoi giang; do ai; boi ai
    """,
    "TRAINER": """
        giang vien; bao cao vien; nguoi huong dan; chuyen gia; nguoi day; nguoi giang; tap huan vien; nguoi trinh bay;
        trainer; giao vien huong dan; nguoi dung lop; dien gia; giao vien day; thay day; co day; nguoi truyen dat;
        cot can nao; giao vien cot can; thay giao nao; co giao nao; ten giang vien; nguoi phu trach giang day;
        nguoi tap huan; speaker; nguoi dan; giao vien dung lop; thay co day; thay co huong dan; thay co giang;
        nguoi len lop; nguoi chia se; nguoi phu trach lop hoc; huong dan vien; giao su; tien si; can bo giang day;
        nguoi thuyet trinh; nguoi bao cao; giang day la; nguoi dung giang; ho ten giang; lecturer; teacher; instructor;
        giang vien nao; chuyen vien nao giang; doi ngu giang; dai hoc nao; thay nao; co nao; thay co nao; day la ai;
        ai day; ai giang; ai len lop; ai dung lop; ai trinh bay; ai huong dan; ai phu trach day; ai tap huan;
        ai bao cao; ai chia se; ten thay; ten co; thay ten; co ten; ten nguoi day; ai la nguoi tap; ai la nguoi day;
        ai la nguoi huong; ai la nguoi giang; lich su giang vien; nguoi nao day; nguoi nao giang; chuyen vien day;
        nguoi dan giang; giang vien den tu; giang vien o dau; giang vien the nao; giao vien nao day; giang bai;
        nguoi giang bai; ai noi; ai kem; ai dan; ai chi; cu ai; moi ai; thay cu; giao ai; ai nhan; ai phu trach giang;
        ai dam nhan; cot can; lecturers
    """,
    "TEACH": """
        day; giang; trinh bay; dung lop; huong dan; len lop; bao cao; giang day; phu trach day; truyen dat; tap huan;
        chia se; dan lop; thuyet trinh; phu trach buoi; phu trach lop hoc; dung giang; phu trach mo dun;
        phu trach noi dung; chu tri; dieu hanh; phu trach giang; teach; teaching; teaches; ai dan; dan buoi; dung buoi;
        lo buoi; nhan buoi; dam nhan; phu trach
    """,
    "NEXT": """
        lan tap huan toi; lan tap huan ke; dot hoc toi; khoa hoc toi; buoi ke; buoi ke tiep; buoi tiep theo; buoi toi;
        buoi sap toi; buoi tiep; buoi gan nhat; lan toi; lan ke; lan sau; lan hoc ke; lan ke tiep; lan tiep theo;
        sap toi; sap dien ra; sap hoc; sap phai; sap co; hoc tiep; hoc lai; gan nhat; gan day nhat; gan nhat sap;
        khai giang; den luot; toi luot; buoi hoc ke; buoi hoc tiep; buoi hoc toi; buoi hoc sap; buoi hoc gan;
        buoi tap huan toi; buoi tap huan tiep; buoi tap huan sap; buoi tap huan ke; next; ke tiep; tiep theo; hoc ke;
        buoi sau; tap huan tiep; nua thi hoc; nua hoc; nua den; nua toi; nua moi hoc; nua thi tap huan; nua tap huan;
        buoi hoc sau; buoi dau tien; bat dau hoc; sap den gio; sap den; den gio hoc; toi gio hoc; dot toi;
        dot tap huan toi; dot ke; lan hoc toi; lan day toi; lan hop toi; ke den; khi nao bat dau; sap bat dau;
        bat dau khi nao; ngay gan nhat; hom gan nhat; ca tiep; ca ke; tiet tiep; tiet ke; tiet day tiep; hop tiep;
        hop lan toi; sap sua; sap tap huan; upcoming; next session; next class; buoi ~ tiep theo; buoi ~ ke tiep;
        ngay hoc toi; ngay hoc tiep; ngay hoc gan; ngay hoc ke; ngay tap huan toi; ngay tap huan tiep; ngay tap huan ke;
        ngay tap huan gan; bao gio hoc; khi nao hoc; chung nao hoc; bao gio tap huan; khi nao tap huan;
        chung nao tap huan; bua nao hoc; luc nao hoc; khi nao co lop; khi nao co buoi; khi nao co lich; bua ke; hom ke;
        ngay ke; buoi sap; ke la; sap phai di; sap duoc; hoc buoi nao nua; bao gio lai hoc; bao gio moi hoc;
        khi nao moi hoc; chung nao moi hoc; con lau; lan gap; buoi gap; khai mac; ngay khai; toi khi nao hoc;
        thoi gian ~ sap; bua toi hoc; bao gio vao hoc; khi nao vao hoc; bao gio bat dau; ngay bat dau; hoc buoi tiep;
        may hom nua; may ngay nua; len lop buoi nao; buoi nao nua; con buoi nao; sap hop; lai phai di; den buoi;
        toi buoi; buoi ke nua; hoc buoi nao; lan nua; co mat lan nua; di lan nua
    """,
    "SCHEDULE": """
        lich; lich hoc; lich trinh; thoi khoa bieu; tkb; thoi gian bieu; lich tap huan; schedule; noi dung gi; hoc gi;
        lam gi; buoi gi; mon gi; noi dung nao; chuong trinh gi; buoi nao; nhung buoi nao; cac buoi; hoat dong gi;
        lich day; co gi; viec gi; chuyen de gi; hoc nhung gi; lich cong tac; tiet gi; hoc mon; hoc bai gi; ca nao;
        ke hoach hoc; ke hoach tap huan; cac buoi hoc; agenda; nhung mon gi; hoc cai gi; lam nhung gi; hoc noi dung;
        hoc ve gi; hoc phan nao; dien ra nhung gi; nhung hoat dong; su kien; su kien gi; noi dung hoc; chu de gi;
        ban gi; tap huan gi; tap huan ve; boi duong gi; hoc bai nao; thoi gian hoc; day gi; day bai gi; day mon gi;
        day nhung gi; co chuyen gi; ban viec gi; cong viec gi; ban nhung; co buoi nao; liet ke ~ buoi; chi tiet lich;
        cac hoat dong; cac ngay hoc; nhung ngay nao; ngay nao phai hoc; hoc ngay nao; gio hoc; toan bo buoi;
        tat ca buoi; tat ca cac buoi; cac buoi con lai; lich con lai; buoi con lai; ke hoach tuan; ke hoach thang;
        ke hoach ngay; viec o lop; phai lam gi; du gi; tham gia gi; hop gi; xem buoi; chuong trinh hoc;
        chuong trinh tap huan; chuong trinh ngay; ke hoach lop; ke hoach cua; bao nhieu tiet; may tiet
    """,
    "TIMETABLE": """
        lich; tkb; thoi khoa bieu; schedule; lich trinh; lich hoc; ke hoach hoc; ke hoach tap huan; thoi gian bieu;
        lich tap huan; lich day; lich cong tac; lich boi duong; my schedule; timetable; calendar cua; xem lich
    """,
    "STUDY": """
        hoc; tap huan; boi duong; buoi; lop; khoa; tham gia; tham du; di hoc; hop; hoi nghi; ca hoc; tiet; session;
        training; len lop; sinh hoat; thuc hanh; chuyen de; mo dun; module; class; den lop; co mat
    """,
    "WHETHER": """
        co hoc ~ khong; co ~ khong; co phai; ranh; duoc nghi; nghi khong; phai di; hay ban; ban hoc; phai hoc; phai den;
        co buoi; co lich; co lop; co hop; co tiet; co gi; hoc khong; nghi hay hoc; hoc hay nghi; trong lich; nghi a;
        co tap huan; phai co mat; vuong lop; vuong buoi; vuong lich; trung buoi; trung lop; bi hoan; van hoc;
        khoi len lop; o nha
    """,
    "CHECKIN": """
        diem danh; check in; checkin; ghi nhan tham du; bao danh; quet ma; quet qr; ma diem danh; nhap ma; ma lop;
        ma so; co mat roi; dang co mat; da co mat; toi lop roi; den lop roi; da den lop; da toi lop; da den noi;
        da toi noi; ma cua toi; ma cua em; xac nhan co mat; bao co mat; ghi nhan co mat; em co mat; toi co mat;
        minh co mat; ma buoi; den noi roi; toi noi roi; dang o lop; xac nhan toi dang; xac nhan tham du;
        xac nhan da den; xac nhan da tham; diem danh giup; da den roi; toi roi a; den roi a; co mat a; em den roi;
        em toi roi; da vao lop; vao lop roi; dang ngoi trong lop; i am here; im here; da co mat tai lop; ma la;
        ma hom nay; den roi nha; toi roi nha; den roi; minh den roi; toi den roi; da den; toi cho hoc roi;
        toi truong roi; den truong roi; ghi nhan su co mat; ghi danh buoi; diem danh cho; diem danh buoi;
        diem danh luon; muon diem danh; xin diem danh; lam diem danh; nhap so; nhap code; code la; ma xac nhan;
        ma so la; ma cua; ma buoi hoc; co mat; xac nhan su co mat; toi ~ co mat; ghi nhan tham gia; xac nhan tham gia;
        da ngoi; da vao phong; da vao zoom; vao roi; present; i m here; i am present; quet code; danh dau co mat;
        dang ky co mat; toi ~ tai hoi truong; minh ~ tai lop; dang o hoi truong; dang o phong; dang o day; co mat o lop;
        co mat tai; ma so tren; ma tren; tren man hinh; diem danh ho; ki ten; ky ten; ky diem danh; vao buoi hoc roi;
        da vao buoi; toi day roi; em day; toi o day; em o day; den hoi truong roi; bao co; trinh dien;
        xac nhan hien dien; hien dien; bao hien dien; ghi ten ~ co mat; ghi ~ co mat nhe; ghi ten em; ghi ten toi;
        ghi ten minh; da vao ~ zoom; vao zoom roi; vao ~ roi; da o lop; da o trong; da ngoi vao; vao phong roi;
        vao phong zoom roi; mark me; ghi ten vao so; tinh cho em; tinh em co; cham cho; cham cong cho; vo lop roi;
        vo roi; vo toi; online roi; tick ten; tich ten; danh dau giup
    """,
    "RECORD": """
        vang may; danh vang; bi vang; chuyen can; lich su; di muon; di tre; diem danh chua; diem danh khong;
        da diem danh; duoc diem danh; co diem danh; xem diem danh; xem lai diem danh; ket qua diem danh; ty le tham du;
        ti le tham du; bang diem danh; so lan vang; nghi may; nghi bao nhieu; vang bao nhieu; ghi nhan chua;
        ghi nhan co mat chua; vang buoi nao; vang nhung buoi; tinh vang; bi danh; danh sach diem danh; di hoc du;
        da tham du; da tham gia; di du; hoc du; tham du day du; duoc tinh co mat; co ten; lich su diem danh;
        thong ke diem danh; du buoi; vang khong; bao nhieu lan vang; may lan vang; di duoc may; di duoc bao nhieu;
        diem danh cua toi; diem danh cua em; diem danh cua minh; tinh hinh diem danh; vang hom; ghi nhan co mat khong;
        co duoc ghi nhan; da duoc ghi nhan; ghi vang; bo lo buoi; nghi qua may; tinh di muon; bi tinh; tinh la vang;
        tham du bao nhieu; tham gia bao nhieu; tham du may; tham gia may; kiem tra diem danh; diem danh du;
        diem danh bao nhieu; du may; da hoc duoc may buoi; vang nhieu; so buoi vang; diem danh thanh cong;
        co mat day du; attendance; diem danh duoc chua; bi tru; tru buoi; tham du cua toi; tham du cua em; lich su tham;
        ghi nhan em may; ghi nhan may; da dang ky co mat; danh dau vang; tinh chuyen can; diem chuyen can;
        muc chuyen can; bo buoi nao; bo may; thieu buoi nao; thieu may buoi; thieu bao nhieu buoi; so lan; di tre may;
        da vang; ket qua tham du; tinh trang diem danh; tinh trang tham du; su co mat; tong ket diem danh; ti le co mat;
        ty le co mat; phan tram tham du; co bi vang; co vang; ghi nhan vang; bao vang oan; bi ghi; diem danh roi ma;
        ten em trong; xem chuyen can; da duoc diem; ghi nhan tham du chua; du hoc ~ chua; duoc cong nhan co mat;
        ghi nhan roi; diem danh roi chua; diem danh ~ chua; co mat ~ chua; buoi co mat; so buoi co mat; da du buoi;
        vang cac buoi; tinh cong; khong co mat; tinh hinh di hoc; di du buoi; di hoc day du; bi danh dau;
        co mat bao nhieu; du bao nhieu; lan vang; buoi vang; buoi da hoc; da hoc bao nhieu; cac buoi da; nhung buoi da;
        co tinh; tinh buoi; cham cong; diem danh thieu; thieu diem danh; quen diem danh; sot diem danh; ghi nham;
        ghi sai; danh nham; qua trinh tham; tham du cua; xem ~ diem danh; dem ~ buoi; vang hay; nghi qua; vang qua;
        nghi nhieu; da nghi; co mat hay; da tham; bi thieu; bao cao chuyen can; ti le chuyen can; ty le chuyen can;
        ti le di hoc; hoc duoc may buoi; hoc duoc bao nhieu buoi; co ten trong danh sach diem; duoc tinh bao nhieu;
        duoc tinh may; bi ghi tre; vao muon; tinh tre; ghi nhan ~ di hoc; ghi nhan em di; ghi nhan toi di;
        ghi nhan minh di; co ghi nhan; ghi sot; ghi thieu; so diem danh; nhat ky; bang cham cong; co ten chua;
        ghi nhan em chua; gach ten em; absences; marked absent; so ngay di; bi sot
    """,
    "LEAVE": """
        doi qua hoc; doi qua lop; doi qua buoi; chuyen qua hoc; doi sang hoc; hoc ca toi duoc; qua hoc buoi; xin nghi;
        xin vang; xin phep; xin duoc vang; xin duoc nghi; khong the tham; khong di duoc; khong tham gia duoc;
        khong den duoc; khong du duoc; khong tham du duoc; khong den lop; khong the di; khong the den; khong the du;
        nghi phep; nghi hoc; nghi om; doi lich; chuyen lich; doi buoi; doi ca; doi lop; chuyen lop; chuyen buoi; hoc bu;
        den muon; vao tre; den tre; ve som; trung lich; huy dang ky; rut khoi; xin off; xin doi; xin chuyen; xin hoc bu;
        xin den; xin ve; xin vao; khong di hoc; vang duoc khong; nghi duoc khong; nghi mot buoi; muon nghi; muon vang;
        phep nghi; xin cho; bao vang; bao nghi; don xin nghi; vang co phep; xin rut; khong tham gia; khong tham du;
        khong hoc duoc; chuyen sang lop; sang lop khac; sang buoi khac; sang tuan khac; sang ngay khac; dang ky nghi;
        cho nghi; cho em nghi; cho toi nghi; cho minh nghi; nghi buoi; khong di; bo buoi; vang mat; vang buoi; di tre;
        di muon; lui lich; thoi hoc; bo hoc; khong len duoc; doi sang lop; doi sang buoi; phep vang; vang tiet;
        khong co mat duoc; huy tham gia; khong sap xep duoc; khong thu xep duoc; day off; xin tre; lich bi trung;
        khong toi duoc; khong the toi; khong the co mat; huy khoa; khong toi lop; rut ten; ve truoc; ra ve som;
        xin thay; nho nguoi hoc thay; hoc thay; di thay; doi gio hoc; bi trung; chuyen sang buoi; chuyen sang ngay;
        doi ngay; xin hoan; hoan lai; hoan buoi; tri hoan; can t attend; can t come; can t join; not attend;
        cannot attend; absent; duoc vang; muon doi; muon chuyen; muon hoan; doi nhom; chuyen nhom; doi dot; sang dot;
        chuyen dot; bao ban; mac cong; khong du; khong the hoc; khong sang; khong ghe; vang tap huan; nghi tap huan;
        vang hop; phep om; khong the co; khong the sap; muon phep; xin tam; tam dung hoc; bao luu; khong tiep tuc hoc;
        khong theo duoc; vao muon; den cham; den lop muon; xin di muon; xin muon; nghi mot; nghi hai; nghi ca ngay;
        nghi nua ngay; doi thoi gian hoc; chuyen ngay; chuyen ca; hoc ca khac; hoc lop khac; hoc dot khac; hoc dot sau;
        huy dang; huy ghi danh; khong dang ky nua; co viec ban; khong ranh; ban ~ khong di; ban ~ khong du; vang ~ duoc;
        nghi ~ duoc khong; vang ~ khong a; cho phep vang; cho phep nghi; de nghi cho nghi; vang co ly do; hoan hoc;
        hoan tap huan; lam don; khong attend; can not attend; unable to; khong ~ tham du duoc; khong ~ tham gia duoc;
        not come; not join; em den tre; em toi tre; toi den tre; em toi muon; em den muon; chuyen ~ qua lop;
        chuyen ~ sang lop; chuyen ~ sang buoi; chuyen ~ qua buoi; chuyen ~ qua; doi ~ lop; doi ~ buoi; chac ~ nghi;
        chac nghi; khong tham; phai nghi; phai vang; se nghi; se vang; cho phep; ra ve; cho ve; roi lop; khong kip;
        cao loi; tu choi; khong nhan lop; khong the nhan; thay doi lich; xep lich khac; sap xep lich khac; chuyen hoc;
        chuyen khoa; doi khoa; rut; thoi khong hoc; khong dang ky; huy hoc; huy buoi; huy lop; khong den; khong len;
        khong qua duoc; khong ra duoc; khong ve duoc; khong vao hoc duoc; khong vao lop duoc; hoc buoi khac;
        tham gia buoi khac; hoc vao buoi khac; di buoi khac; vang tham gia; tam nghi; xin ra; xin mien; mien hoc;
        mien tham gia; duoc mien; doi nguoi; xin doi nguoi; nguoi khac thay; xin nghi may; khong day duoc;
        khong len lop duoc; khong giang duoc; xin kieu; cho khat; xin khat; khoi du; khoi di; khoi hoc; mien du;
        mien buoi; dung doi; bo do; gach ten; off buoi; skip; xin dung; khong theo nua; thoi tham gia; khong di noi;
        chiu roi; bo lop
    """,
    "EXCUSE": """
        om; sot; benh; kham; viec gia dinh; viec rieng; viec dot xuat; co viec; ket; dam cuoi; dam tang; dam gio;
        coi thi; cong tac; con om; con sot; nam vien; nhap vien; thai san; suc khoe; tai nan; ly do; vi ly do; ban viec;
        dot xuat; ket xe; hong xe; hu xe; dam ma; di vien; mang thai; ban roi; em ban; toi ban; minh ban; bi ban;
        ban qua; ban day; ban hop; bi cam; dau dau; dau bung; covid; trung gio; ban cong; ban con; bi met; met qua; met;
        co tang; co hop; hop dot xuat; truc; trong thi; cham thi; hoi giang; di kham; cong chuyen; viec nha;
        nha co viec; co chuyen; gap viec; ket lich; mac ket; sinh con; o cu; phau thuat; mo ruot; chan thuong; gay;
        ve que; dua con; dua me; con nho; me om; bo om; dam hoi; le cuoi; viec ca nhan; ly do ca nhan; ly do suc khoe;
        bo bot; sinh mo; sap sinh; giu thai; nghen; co bau; di de; de roi; tai bien; cach ly; sat lo; ngap; lut;
        cam duong; mat dien; cup dien; cat dien; cap dut; bien dong; lo dam; kiem dinh
    """,
    "COMPLETION": """
        hoan thanh; du dieu kien; cong nhan; tieu chi; qua mon; qua lop; qua khoa; rot; truot; xep loai; con thieu;
        con no; no gi; thieu gi; du tiet; dieu kien; pass; fail; dau hay; dat hay; dat chua; dat khong; khong dat;
        duoc dat; dau chua; dau khong; hoan tat khoa; thieu may tiet; ket qua cuoi; ket qua khoa; ket qua hoc;
        danh gia cuoi; du so tiet; du 120; tiet nua; ket qua boi duong; tot nghiep; dat yeu cau; cong nhan dat;
        ket qua tap huan; can lam gi de; can nhung gi de; phai lam gi de; thieu dieu kien; bao nhieu diem; may diem;
        duoc bao nhieu diem; ket qua cua; xong khoa chua; thieu nhung gi; no nhung gi; thieu cai gi; qua chua;
        da xong chua; da xong khoa; hoc xong chua; xong het chua; du yeu cau; yeu cau cua khoa; yeu cau de; thang diem;
        cach danh gia; cach tinh diem; muc dat; completion; completed; du tin chi; con phai lam gi; da du tiet;
        thieu may; bi loai; co dat; co duoc cong nhan; con gi phai lam; phai lam gi nua; phai lam gi moi; moi xong;
        moi dat; thi dat; de dat; dat hay khong; danh gia the nao; duoc danh gia; dat khoa; dat lop; hoan tat ~ chua;
        hoan thanh ~ chua; hoan thanh khoa; hoan thanh lop; hoan thanh tap huan; cong nhan hoan thanh; muc hoan thanh;
        xep muc; co qua; qua duoc; da qua; khong hoan thanh; chua hoan thanh; tong ket; ket qua toi; ket qua em;
        ket qua boi; thieu nhung; can bo sung; can gi de; lam gi de; the nao la dat; tieu chuan; quy dinh dat;
        thieu dieu; con nhung gi; con thieu nhung; con phai; da hoan; co dau; tot nghiep khoa; do hay rot; do khong;
        trung tuyen; qua bai; du chuan; dat chuan; vuot qua; da dat; hoan tat chuong trinh; hoan thanh chuong trinh;
        ket qua xep loai; dap ung; yeu cau gi; cac yeu cau; dat la gi; de qua; la qua; la dat; duoc qua; co qua khong;
        danh gia; ket qua hoc tap; ket qua the nao; ket qua ra sao; loai gi; loai gioi; loai kha; duoc hoan thanh;
        hoan thanh khong; hoan thanh chua; hoan thanh the nao; da dat chua; chua dat; dat bao nhieu; diem so; diem tong;
        diem cuoi; bang diem; diem bao nhieu; con bao nhieu tiet; quy che; nhung dieu kien; can dieu kien; dieu kien gi;
        hoc lai khong; phai hoc lai; thi lai; truot khong; tinh trang hoan; du bai; du buoi de; bao nhieu phan tram thi;
        vang qua bao nhieu; khong duoc cong; duoc chung nhan hoan; ket thuc khoa; tong so tiet; tich luy;
        gio hoc tich luy; so gio; du gio; thi cuoi khoa; tinh dat; thi cuoi; bai thi cuoi; phai thi; kiem tra cuoi khoa;
        can thi; co thi khong; thi het khoa; tinh ket qua; duoc tinh dat; biet ~ dat; the nao thi dat; de xong khoa;
        xong khoa; ket thuc khoa hoc; xong xuoi; cong bo ket qua; co ket qua; biet ket qua; ra ket qua; hoi du; du tieu;
        dau viec; duoc xet; co bi loai; toi thieu
    """,
    "CERT": """
        chung chi; chung nhan; giay chung nhan; cap bang; bang cap; certificate; van bang; giay chung chi;
        xac nhan hoan thanh; phat bang; lay bang; nhan bang; tam bang; ban bang; bang tot nghiep; giay xac nhan; cert;
        giay chung; giay khen; giay cong nhan; chung thu; bang chung nhan; bang hoan thanh; giay hoan thanh;
        cong nhan bang; lanh bang; lanh giay; phoi bang; so hieu bang; so chung chi; ma chung chi; diploma;
        certification; giay to cong nhan; giay to hoan thanh; ky giay; giay ky; cap giay; giay gi; giay to gi;
        nhan giay; phat giay; co giay; to giay; trao giay; giay ~ tap huan; giay hoc xong; lay giay
    """,
    "MATERIAL": """
        tai lieu; hoc lieu; slide; slides; giao trinh; tep trinh chieu; ban trinh chieu; bai trinh chieu; bai giang;
        video; ghi hinh; record; powerpoint; ppt; bieu mau; pdf; mau ke hoach; mau bao cao; mau bai; material;
        materials; documents; ban ghi; bo tai lieu; ghi am; phu luc; de cuong; tai ve; file mem; noi dung bai hoc; pptx;
        xem lai bai; recording; clip; mau minh chung; mau phieu; phieu hoc tap; giao an mau; bai soan mau; mau giao an;
        tham khao; bai hoc truoc; mau thu hoach; tep bai; noi dung tap huan; tai lieu tap huan; ban word; file word;
        quay lai buoi; quay lai bai; video buoi; ghi lai buoi; xem lai buoi; xem lai video; hinh anh buoi; de bai;
        bai mau; giao an; bai soan; bo slide; cong van; ban trinh; hand out; handout; tu lieu; phieu; doc truoc;
        kho tai lieu; thu vien; noi dung bai giang; bai thuyet trinh; link tai; duong dan tai; drive; google drive;
        onedrive; file ghi; file am thanh; mau don; bieu mau bao cao; mau bieu; ke hoach bai day mau; textbook;
        lecture notes; notes; recordings; file trinh chieu; ban mem tai lieu; sach giao; sach huong dan; cuon sach;
        sach giao khoa; sgk; tai sach; xin sach; file bai; file cua; file tai; xin file; gui file; co file; file hoc;
        file tap huan; file trinh; file pdf; file slide; tep cua; xin tep; gui tep; tai file; tai tep; tep tai lieu;
        lay file; nhan file; file bao cao; hoc lieu so; bai powerpoint; bai slide; ghi lai; quay; quay phim; giay to;
        bai doc; doc them; tai lieu nao; can mang; mang theo; mang gi; chuan bi gi; chuan bi tai lieu; kich ban;
        minh hoa; bo cong cu; link tai lieu; cong cu; noi dung ~ slide; xem lai ~ buoi; ban thu; hinh anh; anh chup;
        photo; in an; bai thay day; bai co day; ban chieu; ban mem; thay chieu; co chieu; phat tay; to phat; trieu tap;
        giay moi lop; thu muc; folder; reading; xem lai; doc bu
    """,
    "GET": """
        xin; gui; cho; tai; lay; download; xem; o dau; can; muon; nhan; dau; duoc phat; co chua; co khong; cap; phat
    """,
    "LMS": """
        lms; elearning; he thong hoc; hoc truc tuyen; tu hoc; tien do; tien trinh; bai trac nghiem; phan tram;
        trang hoc; csdl; temis; khoa truc tuyen; phan truc tuyen; khoa online; hoc online; bai tu hoc; qua mang;
        progress; trac nghiem; bai kiem tra; bai online; website hoc; e learning; hoc tren mang; tren mang;
        cong hoc tap; trang web hoc; hoc phan; moodle; vnedu; khoa tu hoc; phan tu hoc; bai quiz; quiz; viettel;
        hoc qua; hoc tap truc tuyen; nen tang; nen tang hoc; tren web; trang web; phan mem hoc; lop hoc truc tuyen;
        khoa hoc truc tuyen; boi duong truc tuyen; hoc tren may; bai hoc online; bai truc tuyen; phan online;
        video bai hoc; noi dung truc tuyen; tu hoc online; bai thi truc tuyen; kiem tra cuoi; cau hoi on tap;
        diem trac nghiem; tren he thong; he thong lms; vao he thong; phan mem; he thong bao; trong he thong;
        hoc phan tu hoc; phan hoc online; bai tren mang; cac bai tu hoc; phan lms; hoc tu xa; tu xa; bai giang dien tu;
        hoc tren lms; noi dung tu hoc; video tu hoc; mon tu hoc; chuong tu hoc
    """,
    "PROGRESS": """
        tien do; tien trinh; phan tram; bao nhieu phan; con may bai; con bai nao; con thieu; con lai; hoc den dau;
        hoc toi dau; toi dau roi; den dau roi; chua xong; con no; hoc xong; lam xong; hoan thanh chua; xong chua;
        bao nhieu bai; may bai; da lam; chua hoc; chua lam; con nhung; con may; chua hoan thanh; da hoc;
        hoan thanh bao nhieu; hoc duoc bao nhieu; hoc duoc may; dang hoc; dang o dau; dang o bai; hoan thanh may;
        thieu bai; may phan; bao nhieu mo dun; may mo dun; con bao nhieu; da xong; xong roi; %; con bao nhieu bai;
        chua xem; chua hoan tat; lam toi dau; hoc het; xem het; da xem; lam den dau; dat bao nhieu; hoan thanh nhung;
        hoan thanh bai nao; nhung bai; nhung phan nao; con phan nao; con muc nao; con mo dun; chua dat; duoc bao nhieu;
        con dang do; do dang; thieu phan; phan nao chua; bai nao chua; bai nao; phan con lai; trang thai; tinh trang;
        muc do hoan thanh; hoc duoc den; lam het chua; het chua; da lam het; thieu may noi dung; may noi dung;
        hoc toi mo dun nao; den mo dun nao; may chuong; bao nhieu chuong; con chuong; con noi dung nao;
        noi dung nao chua; phan nao; hoc the nao roi; the nao roi; den phan; xong bao nhieu; hoc may bai; con gi chua;
        tich xanh; dau do; to xanh; thanh tien; chua len; con sot; xem sot; khuc nao; dang dung o
    """,
    "LOGIN": """
        dang nhap; mat khau; tai khoan; khong vao duoc; khong vao he thong; bi loi; khong truy cap; bi khoa;
        loi he thong; quen pass; khong mo duoc; password; login; khong dang nhap; vao khong duoc; dang nhap khong;
        loi dang nhap; khong the dang nhap; khong the truy cap; truy cap; bao loi; loi mat khau; sai mat khau;
        tai khoan hoc; cap lai mat khau; dat lai mat khau; mat tai khoan; treo; loi; quay vong; dung hinh;
        khong bam duoc; lag; khong load; load mai; bao sai; mo khong duoc
    """,
    "DEADLINE": """
        ngay chot; chot dang ky; chot han; ngay chot dang ky; chot so; dong so; khoa form; dong form; co han; han gi;
        han; thoi han; han chot; han cuoi; deadline; qua han; tre han; het han; den han; toi han; cham nhat; tre nhat;
        muon nhat; truoc ngay nao; truoc ngay may; het thoi gian; con kip; kip khong; kip nop; gia han; ngay cuoi;
        ngay cuoi cung; truoc khi nao; han dang ky; han nop; due; due date; han la; dong cong; chot danh sach; con han;
        dong dang ky; ket thuc dang ky; truoc bao gio; truoc may gio; han gui; sap den han; bi tre; nop tre; nop muon;
        khi nao dong; khi nao chot; truoc hom nao; han hoan thanh; con nop duoc; moc nop; moc thoi gian nop;
        thoi gian nop; ngay nop; lich nop; den bao gio het; khi nao het; bao gio het; dong he thong; khoa so; khoa nop;
        ket thuc nop; ngung nhan; qua thoi han; sat han; gan han; gan den han; cuoi cung de nop; ngay het;
        ngay ket thuc; ket thuc khi nao; toi khi nao; den khi nao; muon nhat la; viec den han; viec qua han; tre chua;
        con thoi gian; het gio nop; kip thoi; nop ~ ngay nao; nop ~ khi nao; nop ~ luc nao; nop ~ bao gio; gui ~ truoc;
        nop ~ truoc; hoan thanh truoc; dang ky truoc; han nao; hoan tat truoc; nop cham; duoc nop; con nop;
        nop duoc nua; duoc gui; khoa dang ky; het han luc; khi nao khoa; khi nao ket thuc; ngay khoa; bao gio khoa;
        bao gio dong; muon nhat bao gio; cham nhat bao gio; tre nhat bao gio; han den; thoi diem cuoi;
        thoi diem ket thuc; lan cuoi; ngay phai nop; phai xong truoc; xong truoc; truoc luc nao; nop chua; chua nop;
        no bai; thieu bai nop; da nop; sap phai nop; viec phai lam; han chua; muon han; con thoi han; nop lai;
        nop bo sung; lo han; qua ngay; ngay nao nop; hom nao nop; khi nao nop; bao gio nop; luc nao nop; chung nao nop;
        bua nao nop; ngay may nop; nop ngay; may ngay nua nop; bao lau nua nop; tre ~ ngay; thu bai; nhan bai; het nhan;
        con nhan; bua chot; cong nop; lui han; doi han; moc cuoi; han khai; cho them ngay; them may hom; overdue;
        extension; cutoff; too late; hand in; by when; last day
    """,
    "SUBMIT": """
        nop; gui bai; gui minh chung; gui san pham; gui bao cao; gui danh sach; dang ky; bai cuoi khoa; thu hoach;
        minh chung; san pham; danh sach; bai tap; hoan tat; bao cao; submit; gui sp; cam ket; phieu khao sat; khao sat;
        ke hoach bai day; gui ke hoach; gui phieu; viec can lam; phai nop; can nop; nop bai; nop san pham; gui ve so;
        gui ve; bao cao ket qua; ho so; bai kiem tra; bai thuc hanh; nhiem vu; bai luan; tieu luan; ban cam ket;
        san pham cuoi khoa; san pham hoc tap; bai du thi; ke hoach ca nhan; bai viet; phieu dang ky; dang ki; bai cuoi
    """,
    "CALENDAR": """
        outlook; google calendar; gg calendar; ics; ical; apple calendar; calendar; tep lich; file lich; vao lich dien;
        xuat lich; them lich; nhap lich; luu lich; lich dien thoai; lich google; google lich; lich iphone;
        lich vao dien thoai; lich vao may; lich sang; lich hoc vao; lich ve may; tai lich; dua lich; chep lich;
        cai lich; ung dung lich; app lich; lich ra file; icalendar; vao lich google; lich tren dien thoai; xuat file;
        lich cua may; them vao lich; lich vao iphone; them su kien; export; import lich; subscribe; tich hop lich;
        lien ket lich; lich hoc ra; gan lich; dong bo; dong bo lich; link lich; them vao dien thoai; them vao may;
        lich ~ dien thoai; lich ~ vao may; lich ~ iphone; lich ~ android; lich ~ outlook; lich ~ google;
        vao lich ca nhan; lich ca nhan; luu ~ lich; them ~ vao lich; nhap ~ lich; dua ~ vao lich; cai ~ vao lich;
        lich cua dien thoai; lich cua toi tren; add ~ calendar; dua vao lich; ghi vao lich; tai ~ lich ve; xuat ra lich;
        lich ics; webcal; caldav; lich dang file; lich dang tep; import vao; nhap vao google; vao google; vao outlook;
        vao calendar; file de nhap; lich nay tren; lich tren; lich vao; lich qua; add lich; sync; save lich; luu ve may;
        lich ra; tep ics; tep nhap lich; lich tu dong vao
    """,
    "MANY": """
        may ngay; may buoi; bao nhieu buoi; so buoi; tong so buoi; may lan; bao nhieu lan; bao nhieu ngay; may hom
    """,
    "DONE": """
        da; di duoc; tham du; vang; nghi; roi; duoc; di hoc; tham gia; co mat; diem danh; bo; di
    """,
    "TIETS": """
        bao nhieu tiet; may tiet; thieu tiet; so tiet; du tiet; tiet boi duong
    """,
    "HOWFAR": """
        hoc den dau; hoc toi dau; toi dau roi; den dau roi; tien do den dau; den bai nao; toi bai nao; den phan nao;
        toi phan nao; den muc nao; tien do toi dau; tien do ~ den dau; tien do ~ toi dau; hoc ~ toi dau roi;
        hoc ~ den dau roi
    """,
    "MODULEWORD": """
        mo dun; module; chuyen de; hoc phan
    """,
    "HISTORY": """
        lich su
    """,
    "MAKEUP": """
        hoc bu; buoi bu; bu buoi; hoc lai buoi; lop bu
    """,
    "NGHI": """
        nghi; vang; off
    """,
    "PERMIT": """
        duoc khong; xin; phep; co duoc; the nao; lam sao; cho em; cho toi; thu tuc; cho phep
    """,
    "ACTIVITY": """
        hoat dong; noi dung; chuong trinh; su kien; ke hoach; ca day; tiet day; cong viec; liet ke; phai di; thoi gian;
        may gio; gio giac; ban gi; di dau; viec; tan luc; may gio tan; may gio ve; may gio xong; gom nhung; gom may;
        gom phan
    """,
    "DEVICE": """
        dien thoai; may tinh; iphone; android; google; outlook; app; ung dung; samsung; gmail; apple; may toi;
        may em; zalo lich
    """,
    "NOP": """
        nop; gui bai; gui san pham; gui bao cao; hoan tat
    """,
    "SELF": """
        toi vang; em vang; em nghi; toi nghi; minh nghi; se nghi; chac nghi; phai nghi; vang duoc; nghi duoc
    """,
    "XIN": """
        xin nghi; xin vang; xin phep; cho em nghi; cho toi nghi; cho minh nghi; xin duoc; cho nghi; xin cho; xin off
    """,
    "PUPILS": """
        hoc sinh; hoc tro; phu huynh; hoc ba; hs; ph; hssv; sinh vien; tre; be; con nguoi ta; dua chau; cac chau;
        dua nho; mam non; lop chu nhiem; chu nhiem lop; truong minh; truong toi; truong em; tiet chao co
    """,
}
