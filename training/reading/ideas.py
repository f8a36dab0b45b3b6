"""Words that speak for intents: phrases gathered under ideas, as folded words after lexicon.repaired().

A phrase `co ~ khong` allows up to three words between. How much an idea weighs stands in evidence.py.
"""

from __future__ import annotations

IDEAS = {
    "WHEN": """
        khi nao; bao gio; luc nao; chung nao; bua nao; hom nao; ngay nao; ngay may; may gio; gio nao;
        thoi gian; thoi diem; thu may; bao lau; bao nhieu ngay; may ngay nua; thang may; tuan nao; when;
        khi mo; bua mo; ngay bao nhieu; thang nao; may tieng; dot nao; may ngay; hom may; what time;
        thoi gian nao
    """,
    "TIME_OF_DAY": """
        may gio; gio nao; bat dau luc; gio giac; may gio bat dau; what time
    """,
    "WHERE": """
        o dau; cho nao; noi nao; phong nao; dia diem; dia chi; cho mo; o mo; phong may; tang may; tang nao;
        toa nha; toa nao; hoi truong; duong di; di duong nao; ban do; google map; maps; map; ngoi dau;
        ngoi o; tap trung; tai dau; truong nao; den dau; noi hoc; noi to chuc; noi tap huan; where;
        co so nao; khu nao; day nao; vi tri; lau may; lau nao; phong hoc; ngoi lop nao; dau vay; hoc dau;
        phong so may; khach san nao; noi dien ra; chi duong; cho hoc; dau the; cho dau xe; gui xe; hoc tai;
        to chuc tai; phong bao nhieu; location; chi dan duong
    """,
    "HERE_OR_ONLINE": """
        truc tiep hay truc tuyen; truc tuyen hay truc tiep; online hay truc tiep; truc tiep hay online;
        onl hay off; online hay offline; offline hay online; hinh thuc gi; hinh thuc nao
    """,
    "LINK": """
        link; duong dan; duong link; zoom; meet; teams; phong truc tuyen; phong ao; id phong;
        mat khau phong; phong zoom; link hoc; link vao; google meet; ms teams; phong hoc ao;
        phong hop truc tuyen; pass phong; phong hoc truc tuyen
    """,
    "WHO": """
        ai; nguoi nao; thay nao; co nao; who; ten gi; ten thay; ten co; vi nao; thay co nao; cho biet ten;
        nhung ai
    """,
    "TRAINER": """
        giang vien; bao cao vien; nguoi huong dan; chuyen gia; nguoi day; nguoi giang; tap huan vien;
        nguoi trinh bay; trainer; giao vien huong dan; nguoi dung lop; dien gia; giao vien day; thay day;
        co day; nguoi truyen dat; cot can nao; giao vien cot can; thay giao nao; co giao nao;
        ten giang vien; nguoi phu trach giang day; nguoi tap huan; speaker
    """,
    "TEACH": """
        day; giang; trinh bay; dung lop; huong dan; len lop; bao cao; giang day; phu trach day; truyen dat;
        tap huan; chia se; dan lop
    """,
    "NEXT": """
        buoi ke; buoi ke tiep; buoi tiep theo; buoi toi; buoi sap toi; buoi tiep; buoi gan nhat; lan toi;
        lan ke; lan sau; lan hoc ke; lan ke tiep; lan tiep theo; sap toi; sap dien ra; sap hoc; sap phai;
        sap co; hoc tiep; hoc lai; gan nhat; gan day nhat; gan nhat sap; khai giang; den luot; toi luot;
        buoi hoc ke; buoi hoc tiep; buoi hoc toi; buoi hoc sap; buoi hoc gan; buoi tap huan toi;
        buoi tap huan tiep; buoi tap huan sap; buoi tap huan ke; next; ke tiep; tiep theo; hoc ke; buoi sau;
        tap huan tiep; nua thi hoc; nua hoc; nua den; nua toi; nua moi hoc; nua thi tap huan; nua tap huan;
        buoi hoc sau; buoi dau tien; bat dau hoc
    """,
    "SCHEDULE": """
        lich; lich hoc; lich trinh; thoi khoa bieu; tkb; thoi gian bieu; lich tap huan; schedule;
        noi dung gi; hoc gi; lam gi; buoi gi; mon gi; noi dung nao; chuong trinh gi; buoi nao;
        nhung buoi nao; cac buoi; hoat dong gi; lich day; co gi; viec gi; chuyen de gi; hoc nhung gi;
        lich cong tac; tiet gi; hoc mon; hoc bai gi; ca nao; ke hoach hoc; ke hoach tap huan; cac buoi hoc;
        agenda; nhung mon gi; hoc cai gi; lam nhung gi; hoc noi dung
    """,
    "TIMETABLE": """
        lich; tkb; thoi khoa bieu; schedule; lich trinh; lich hoc; ke hoach hoc; ke hoach tap huan
    """,
    "STUDY": """
        hoc; tap huan; boi duong; buoi; lop; khoa; tham gia; tham du; di hoc; hop; hoi nghi; ca hoc; tiet;
        session; training; len lop; sinh hoat; thuc hanh; chuyen de; mo dun; module; class; den lop; co mat
    """,
    "WHETHER": """
        co hoc ~ khong; co ~ khong; co phai; ranh; duoc nghi; nghi khong; phai di; hay ban; ban hoc;
        phai hoc; phai den; co buoi; co lich; co lop; co hop; co tiet; co gi; hoc khong; nghi hay hoc;
        hoc hay nghi; trong lich; nghi a; co tap huan; phai co mat
    """,
    "CHECKIN": """
        diem danh; check in; checkin; ghi nhan tham du; bao danh; quet ma; quet qr; ma diem danh; nhap ma;
        ma lop; ma so; co mat roi; dang co mat; da co mat; toi lop roi; den lop roi; da den lop; da toi lop;
        da den noi; da toi noi; ma cua toi; ma cua em; xac nhan co mat; bao co mat; ghi nhan co mat;
        em co mat; toi co mat; minh co mat; ma buoi; den noi roi; toi noi roi; dang o lop;
        xac nhan toi dang; xac nhan tham du; xac nhan da den; xac nhan da tham; diem danh giup; da den roi;
        toi roi a; den roi a; co mat a; em den roi; em toi roi; da vao lop; vao lop roi;
        dang ngoi trong lop; i am here; im here; da co mat tai lop; ma la; ma hom nay
    """,
    "RECORD": """
        vang may; danh vang; bi vang; chuyen can; lich su; di muon; di tre; diem danh chua; diem danh khong;
        da diem danh; duoc diem danh; co diem danh; xem diem danh; xem lai diem danh; ket qua diem danh;
        ty le tham du; ti le tham du; bang diem danh; so lan vang; nghi may; nghi bao nhieu; vang bao nhieu;
        ghi nhan chua; ghi nhan co mat chua; vang buoi nao; vang nhung buoi; tinh vang; bi danh;
        danh sach diem danh; di hoc du; da du; da tham du; da tham gia; di du; hoc du; tham du day du;
        duoc tinh co mat; co ten; lich su diem danh; thong ke diem danh; du buoi; vang khong;
        bao nhieu lan vang; may lan vang; di duoc may; di hoc may; di duoc bao nhieu; diem danh cua toi;
        diem danh cua em; diem danh cua minh; tinh hinh diem danh; vang hom; ghi nhan co mat khong;
        co duoc ghi nhan; da duoc ghi nhan; ghi vang; bo lo buoi; nghi qua may; tinh di muon; bi tinh;
        tinh la vang; tham du bao nhieu; tham gia bao nhieu; tham du may; tham gia may; kiem tra diem danh;
        diem danh du; diem danh bao nhieu; du may; da hoc duoc may buoi; vang nhieu; so buoi vang;
        diem danh thanh cong; co mat day du; da vang; attendance; ghi ten em
    """,
    "LEAVE": """
        xin nghi; xin vang; xin phep; xin duoc vang; xin duoc nghi; khong the tham; khong di duoc;
        khong tham gia duoc; khong den duoc; khong du duoc; khong tham du duoc; khong den lop; khong the di;
        khong the den; khong the du; nghi phep; nghi hoc; nghi om; doi lich; chuyen lich; doi buoi; doi ca;
        doi lop; chuyen lop; chuyen buoi; hoc bu; den muon; vao tre; den tre; ve som; trung lich;
        huy dang ky; rut khoi; xin off; xin doi; xin chuyen; xin hoc bu; xin den; xin ve; xin vao;
        khong di hoc; vang duoc khong; nghi duoc khong; nghi mot buoi; muon nghi; muon vang; phep nghi;
        xin cho; bao vang; bao nghi; don xin nghi; vang co phep; xin rut; khong tham gia; khong tham du;
        khong hoc duoc; chuyen sang lop; sang lop khac; sang buoi khac; sang tuan khac; sang ngay khac;
        dang ky nghi; cho nghi; cho em nghi; cho toi nghi; cho minh nghi; nghi buoi; khong di; bo buoi;
        vang mat; vang buoi; di tre; di muon; lui lich; hoan; thoi hoc; bo hoc; khong len duoc;
        doi sang lop; doi sang buoi; phep vang; vang tiet; khong co mat duoc; huy tham gia;
        khong sap xep duoc; khong thu xep duoc; day off; xin tre; lich bi trung; khong toi duoc;
        khong the toi; khong the co mat; huy khoa; khong toi lop; rut ten; ve truoc; ra ve som; xin thay;
        nho nguoi hoc thay; hoc thay; di thay; doi gio hoc; bi trung; chuyen sang buoi; chuyen sang ngay;
        doi ngay
    """,
    "EXCUSE": """
        om; sot; benh; kham; viec gia dinh; viec rieng; viec dot xuat; co viec; ket; dam cuoi; dam tang;
        dam gio; coi thi; cong tac; con om; con sot; nam vien; nhap vien; thai san; suc khoe; tai nan;
        ly do; vi ly do; ban viec; dot xuat; ket xe; hong xe; hu xe; dam ma; di vien; mang thai; ban roi;
        em ban; toi ban; minh ban; bi ban; ban qua; ban day; ban hop; bi cam; dau dau; dau bung; covid
    """,
    "COMPLETION": """
        hoan thanh; du dieu kien; cong nhan; tieu chi; qua mon; qua lop; qua khoa; rot; truot; xep loai;
        con thieu; con no; no gi; thieu gi; du tiet; dieu kien; pass; fail; dau hay; dat hay; dat chua;
        dat khong; khong dat; duoc dat; dau chua; dau khong; hoan tat khoa; thieu may tiet; may tiet;
        bao nhieu tiet; ket qua cuoi; ket qua khoa; ket qua hoc; danh gia cuoi; du so tiet; du 120;
        tiet nua; ket qua boi duong; tot nghiep; dat yeu cau; cong nhan dat; ket qua tap huan;
        can lam gi de; can nhung gi de; phai lam gi de; thieu dieu kien; bao nhieu diem; may diem;
        duoc bao nhieu diem; ket qua cua; xong khoa chua; thieu nhung gi; no nhung gi; thieu cai gi;
        qua chua; da xong chua; da xong khoa; hoc xong chua; xong het chua; du yeu cau; yeu cau cua khoa;
        yeu cau de; thang diem; cach danh gia; cach tinh diem; muc dat; completion; completed; du tin chi;
        con phai lam gi; thieu tiet; da du tiet; thieu may
    """,
    "CERT": """
        chung chi; chung nhan; giay chung nhan; cap bang; bang cap; certificate; van bang; giay chung chi;
        xac nhan hoan thanh; phat bang; lay bang; nhan bang; tam bang; ban bang; bang tot nghiep;
        giay xac nhan; cert
    """,
    "MATERIAL": """
        tai lieu; hoc lieu; slide; slides; giao trinh; tep trinh chieu; ban trinh chieu; bai trinh chieu;
        bai giang; file; tep; video; ghi hinh; record; powerpoint; ppt; bieu mau; pdf; mau ke hoach;
        mau bao cao; mau bai; material; materials; documents; ban ghi; sach; bo tai lieu; ghi am; phu luc;
        de cuong; tai ve; file mem; noi dung bai hoc; pptx; xem lai bai; recording; clip; mau minh chung;
        mau phieu; phieu hoc tap; giao an mau; bai soan mau; mau giao an; tham khao; bai hoc truoc;
        mau thu hoach
    """,
    "GET": """
        xin; gui; cho; tai; lay; download; xem; o dau; can; muon; nhan; dau; duoc phat; co chua; co khong;
        cap; phat
    """,
    "LMS": """
        lms; elearning; he thong hoc; hoc truc tuyen; tu hoc; tien do; tien trinh; bai trac nghiem;
        phan tram; trang hoc; dang nhap; mat khau; tai khoan; csdl; temis; he thong; khoa truc tuyen;
        phan truc tuyen; khoa online; hoc online; bai tu hoc; qua mang; progress; trac nghiem; bai kiem tra;
        bai online; website hoc; e learning; hoc tren mang; tren mang; cong hoc tap; trang web hoc;
        hoc phan; moodle; vnedu; khoa tu hoc; phan tu hoc; bai quiz; quiz; viettel; hoc qua
    """,
    "PROGRESS": """
        tien do; tien trinh; phan tram; bao nhieu phan; con may bai; con bai nao; con thieu; con lai;
        hoc den dau; hoc toi dau; toi dau roi; den dau roi; chua xong; con no; hoc xong; lam xong;
        hoan thanh chua; xong chua; bao nhieu bai; may bai; da lam; chua hoc; chua lam; con nhung; con may;
        chua hoan thanh; da hoc; hoan thanh bao nhieu; hoc duoc bao nhieu; hoc duoc may; dang hoc;
        dang o dau; dang o bai; hoan thanh may; thieu bai; may phan; bao nhieu mo dun; may mo dun;
        con bao nhieu; da xong; xong roi; %
    """,
    "LOGIN": """
        dang nhap; mat khau; tai khoan; khong vao duoc; khong vao he thong; bi loi; khong truy cap; bi khoa;
        loi he thong; quen pass; khong mo duoc; password; login
    """,
    "DEADLINE": """
        han; thoi han; han chot; han cuoi; deadline; qua han; tre han; het han; den han; toi han; cham nhat;
        tre nhat; muon nhat; truoc ngay nao; truoc ngay may; het thoi gian; con kip; kip khong; kip nop;
        gia han; ngay cuoi; ngay cuoi cung; truoc khi nao; han dang ky; han nop; due; due date; han la;
        dong cong; chot danh sach; con han; dong dang ky; ket thuc dang ky; truoc bao gio; truoc may gio;
        han gui; sap den han; bi tre; nop tre; nop muon; khi nao dong; khi nao chot; truoc hom nao;
        han hoan thanh; con nop duoc
    """,
    "SUBMIT": """
        nop; gui bai; gui minh chung; gui san pham; gui bao cao; gui danh sach; dang ky; bai cuoi khoa;
        thu hoach; minh chung; san pham; danh sach; bai tap; hoan tat; bao cao; submit; gui sp; cam ket;
        phieu khao sat; khao sat; ke hoach bai day; gui ke hoach; gui phieu
    """,
    "CONTACT": """
        lien he; lien lac; so dien thoai; email; mail; hotline; goi so; goi ai; goi cho ai; trao doi voi;
        so may; goi dien; duong day nong; contact; goi vao so; bao cho ai; hoi ai; nhan tin cho ai;
        goi den so; so cua; dt cua; dia chi mail
    """,
    "CALENDAR": """
        outlook; google calendar; gg calendar; ics; ical; apple calendar; calendar; tep lich; file lich;
        vao lich dien; xuat lich; them lich; nhap lich; luu lich; lich dien thoai; lich google; google lich;
        lich iphone; lich vao dien thoai; lich vao may; lich sang; lich hoc vao; lich ve may; tai lich;
        dua lich; chep lich; cai lich; ung dung lich; app lich; lich ra file; icalendar; vao lich google;
        lich tren dien thoai; xuat file; lich cua may; them vao lich; lich vao iphone; them su kien; export;
        import lich; subscribe; tich hop lich; lien ket lich; lich hoc ra; gan lich; dong bo; dong bo lich
    """,
    "REMIND": """
        nhac; nhac nho; hen gio; bao thuc; remind; reminder; reminders; bao truoc; nhac lich; nhac hoc;
        thong bao truoc; tin nhan nhac; tat thong bao; bat thong bao; nhan thong bao; gui thong bao;
        ngung thong bao; dung thong bao; mute; im lang; lam phien; notification; notifications;
        nhan tin nhac; tin tu dong; gui tin nua; nhan tin nua; nhan tin truoc; canh bao; tat chuong;
        bat chuong; thong bao nhac; notify; tat tin; ngung gui; ngung nhan; dung gui; tat nhac; bat nhac;
        bat che do; tat che do; gui tin nhan vao; spam; thong bao cho toi truoc; bao cho toi truoc;
        bao em truoc; thong bao nua; khong nhan tin; khong gui tin; don't remind; goi nhac
    """,
    "LANGUAGE": """
        tieng anh; english; tieng viet; vietnamese; ngon ngu; language; viet ngu; anh ngu; tieng tay
    """,
    "SWITCH": """
        doi; chuyen; noi; tra loi; reply; speak; switch; giao dien; dung; change; use; please; can; chon;
        sang; thay doi; sua; set; hien thi; xai; bang; co ho tro; in; nhan tin
    """,
    "ENGLISH_SUBJECT": """
        giao vien tieng anh; mon tieng anh; lop tieng anh; gv tieng anh; to tieng anh; tap huan tieng anh;
        boi duong tieng anh; day tieng anh; dich; hoc tieng anh; khoa tieng anh; tieng anh tieu hoc;
        chuyen de tieng anh; tieng anh o dau
    """,
    "HELP": """
        tro giup; huong dan su dung; huong dan dung; cach dung; cach su dung; menu; help; lam duoc gi;
        lam duoc nhung gi; hoi duoc gi; hoi duoc nhung gi; chuc nang; biet lam gi; hoi ban nhung gi;
        hoi nhung gi; dung sao; dung the nao; start; su dung nhu the nao; su dung the nao; su dung sao;
        lam gi duoc; giup duoc gi; giup gi duoc; giup duoc nhung gi; ban la ai; ban biet gi; ban co the lam;
        ban co the giup; cac lenh; danh sach lenh; cau lenh; co nhung lenh; tinh nang; nen hoi;
        huong dan toi dung; chua biet dung; khong biet dung; dung nhu the nao; what can you do; em la ai;
        bot la gi; bot nay la; co the hoi; giup toi nhung gi; giup em nhung gi; giup nhung gi; instructions;
        huong dan cach; xai sao; xai the nao; day la bot gi; cac chuc nang; biet nhung gi;
        huong dan em dung; lam nhung gi duoc; can giup do; giup toi voi; giup em voi; giup minh voi;
        giup voi
    """,
    "GREETING": """
        chao; xin chao; hello; hi; alo; hey; helo; good morning; good afternoon; good evening; kinh chao;
        bot oi; ad oi; admin oi; em oi; co ai khong; hellooo; hallo; chao buoi; ban oi; xin chao ban; e oi;
        alo alo; aloo; chao em
    """,
    "THANKS": """
        cam on; thanks; thank you; thank; biet on; tot lam; tuyet voi; gioi qua; hay qua; huu ich; da hieu;
        hieu roi; nhiet tinh; tri an; da ta; ok roi; vang a; biet roi; da ro; ro roi; da vang; ok ban;
        ok em; nhan duoc roi; tuyet qua; appreciated; duoc roi
    """,
    "HUMAN": """
        nguoi that; nhan vien; tu van vien; gap can bo; noi chuyen voi nguoi; gap nguoi; chuyen vien truc;
        tong dai; can bo tra loi; ho tro truc tiep; tra loi truc tiep; ai truc; human; agent; nguoi ho tro;
        noi chuyen truc tiep; gap truc tiep; gap ban to chuc; voi bot nua; khong noi voi may; gap ai do;
        gap admin; gap quan tri; noi chuyen voi ban to chuc; noi chuyen voi can bo;
        noi chuyen voi nhan vien; noi chuyen voi admin; chuyen may; real person; nguoi giai dap;
        khong phai bot; khong phai may; nguoi tra loi; gap chuyen vien; trao doi truc tiep; can nguoi;
        co nguoi that; noi chuyen voi ai; gap nhan vien; gap ai; tu van truc tiep; talk to;
        noi chuyen voi mot nguoi; con nguoi; can bo ho tro; gap tu van; voi nguoi; chat voi nguoi;
        nguoi nghe may; gap truc tuyen voi can bo; ket noi voi
    """,
    "CANCEL": """
        huy; huy bo; thoi; bo qua; dung lai; khong can nua; quay lai; cancel; thoat; stop; undo;
        khong lam nua; thoi khoi; huy thao tac; huy lenh; hoan tac; thoi bo; khong muon nua; dung thao tac;
        bo lenh; tro lai; rut lai; lam lai tu dau; quit; exit; thoi khong; nham roi bo; bo di; ket thuc;
        khoi di; bo thao tac; thao tac vua; huy yeu cau; huy viec; lui lai; khong tiep tuc; dung di;
        xoa lenh
    """,
    "OPERATION": """
        thao tac; lenh; yeu cau vua; vua roi; vua nhap; vua gui; vua chon
    """,
    "MANY": """
        may buoi; bao nhieu buoi; so buoi; tong so buoi; may lan; bao nhieu lan; bao nhieu ngay; may hom
    """,
    "DONE": """
        da; di duoc; tham du; vang; nghi; roi; duoc; di hoc; tham gia; co mat; diem danh; bo; di
    """,
    "OFFICE": """
        ban to chuc; phu trach; nguoi to chuc; dau moi; truong ban; phong giao duc; so giao duc;
        chuyen vien; quan ly lop; don vi to chuc; can bo phu trach; to chuc lop; chu nhiem lop; lop truong;
        can bo; zalo; nguoi lien he; fanpage; facebook
    """,
}

# asked of every chatbot, and never about training
OUT_OF_SCOPE = """
        thoi tiet; du bao; ti gia; ty gia; gia vang; xang; bong da; tran dau; ty so; ti so; doi tuyen;
        world cup; ngoai hang; cup c1; bai tho; lam tho; bai van; ta me; chuyen cuoi; cuoi di; pho bo;
        mon an; an gi; nha hang; quan an; quan ca; ca phe; cafe; tra sua; karaoke; phim; bai hat; nghe nhac;
        ca si; dien vien; nguoi yeu; yeu em; yeu toi; vo toi; chong toi; lay vo; lay chong; ban gai;
        ban trai; tinh yeu; hen ho; do ngu; oc cho; cho chet; bien di; mat day; vo dung; dit; dm; vcl; clgt;
        do dien; ngu the; ngu qua; ngu vay; vo van; nham nhi; chan qua; may ngu; con lon; im di; rac ruoi;
        tong thong; chu tich nuoc; thu tuong; chien tranh; chinh tri; bau cu; lich su viet nam; thu do;
        dan so; tang luong; luong co so; thuong tet; bao hiem; xo so; so xo; ket qua xo; ve so; lo de;
        chung khoan; co phieu; bitcoin; tien ao; vay tien; lai suat; ban nha; mua nha; thue nha; mua xe;
        sua xe; xe may; o to; dien thoai nao; mua dien thoai; may tinh nao; laptop; ve may bay; may bay;
        du lich; dat ve; ve tau; xe buyt; taxi; grab; shopee; giam gia; khuyen mai; con toi; con em hoc lop;
        lop 10; tuyen sinh; thi vao; dai hoc nao; diem thi; diem chuan; hoc phi; hoc sinh gioi; giai toan;
        bai toan; phuong trinh; cong may; bang may; bang bao nhieu; tru may; tich phan; dao ham; dien tich;
        hinh tron; lich am; am lich; tu vi; cung hoang dao; boi toan; xem boi; phong thuy; ngay tot;
        bao nhieu tuoi; may tuoi; ten ban la; ban la nam; ai tao ra; chatgpt; chat gpt; gpt; gemini;
        system prompt; prompt; ignore; previous instructions; cac lenh truoc; mat khau quan; mat khau cua;
        mat khau admin; hack; drop table; select; delete; jailbreak; dan mode; dong vai; gia su ban;
        tu gio ban la; ban bay gio la; token; api key; api; danh sach so dien thoai cua; xoa het;
        xoa toan bo; xoa du lieu; cap quyen; quyen admin; thong tin ca nhan cua; luong cua; code python;
        python; hello world; javascript; lap trinh; viet code; viet chuong trinh; dich cau; dich giup;
        dich sang; dich doan; translate; facebook cua toi; tiktok; youtube; game; lien quan; lien minh;
        choi game; ke chuyen; do vui; cau do; benh vien; uong thuoc; bac si; giam can; lam dep; my pham;
        nuoi con; trong cay; hoa lan; ca canh; suc khoe cua ban; buon qua; chan doi; tam su; co don; ly hon;
        trai dat; mat troi; mat trang; vu tru; newton; nguyen to; truyen kieu; tac gia; nha tho; thoi su;
        tin tuc; tai nan giao thong; ket xe o; phat nguoi; bang lai; can cuoc; cccd; ho chieu; ho khau;
        so do; dat dai; sinh nhat; qua tang; mua qua; mua gi; shop; size; ship; hom nay la thu may;
        hom nay la ngay; hom nay thu may; thu may hom nay; hom nay ngay may; ngay bao nhieu am; meo vat;
        cong thuc; mon ngon; thuc don; com trua an; di dau choi; xem phim; wifi o; mat khau wifi;
        hom nay troi; troi mua; troi nang; co mua; mua khong; nhiet do; lu lut; dong dat; who is; weather;
        president; football; recipe; joke; sing; movie; song; soan giao an; viet sang kien;
        sang kien kinh nghiem; lam giup bai; lam bai giup; viet giup; viet cho toi; viet cho em; viet ho;
        viet mot; lam ho; tom tat tac; ke cho; thi lai xe; gia ca; gia bao nhieu; bao nhieu tien; cho thue;
        tuyen dung; viec lam; xin viec; ung tuyen; nghi huu; ve huu; bien che; nang hang; thi dua;
        khen thuong; ky luat; nau an; nau pho; nau com; hat mot; hat bai; tien luong; luong giao vien;
        luong thang; nop thue; thue thu nhap; ngan hang nao; quyen quan tri; mat khau quan tri; dola;
        may gio roi; bay gio la may gio; cach nau; diem thi cua; hoc sinh lop; quan nao; ban co yeu;
        bot ngu; may do; cut di; dau tu; trong rau; bep; lau ga; com tam; bun bo; banh mi; mua o dau;
        ban an com; nghe si; tran toi qua; tran toi nay; da banh; da bong; bong chuyen; the thao; cau thu;
        messi; ronaldo; sua chua; tiem; spa; lam toc; ai la tong; ai la vua; ai la nguoi; may nguoi yeu;
        sinh nam bao nhieu; que o dau; co that khong; mua xe; ban xe; tien ve
"""
