"""What is said to the bot and to the people behind it: phrases gathered under ideas, as folded words.

A phrase `co ~ khong` allows up to three words between. How much an idea weighs stands in evidence.py.
"""

from __future__ import annotations

SAID = {
    "CONTACT": """
        lien he; lien lac; so dien thoai; email; mail; hotline; goi so; goi ai; goi cho ai; trao doi voi; goi dien;
        duong day nong; contact; goi vao so; bao cho ai; hoi ai; nhan tin cho ai; goi den so; so cua; dt cua;
        dia chi mail; xin ~ zalo; so zalo; zalo cua; zalo; nhan cho ai; phan anh; goi toi; so lien; lien he voi;
        ket noi voi ban; hop thu; lien he ai; hoi them; thac mac; cach lien; phone; lien lac voi; gui mail; goi cho;
        so ho tro; so dt; gui thu; thu cho; viec gap; lien; goi dau; hoi o dau; phan hoi; gop y; khieu nai; y kien;
        can hoi; hoi truc tiep; so nguoi; so ban; hoi nguoi nao; hoi chi nao; so de goi; dt lien; thong tin lien he;
        lien he o dau; biet hoi ai; nhan tin cho; gui tin nhan cho; dia chi email; mail cua; thu dien tu; dau so;
        nguoi de lien; bao voi ai; gap ai; alo ai; alo cho ai; van de thi; gap van de; su co thi; can gap ai;
        nho ai; hoi nguoi; lien he the nao; xin so chi; xin so anh; xin so co; xin so thay; so chi; so anh; so co;
        so thay; xin so; cho so; xin sdt; keu ai; ai lo; keu oan; hoi ben nao; noi voi ai;
        nhan ai; trinh bay voi
    """,
    "REMIND": """
        nhac; nhac nho; hen gio; bao thuc; remind; reminder; reminders; bao truoc; nhac lich; nhac hoc;
        thong bao truoc; tin nhan nhac; tat thong bao; bat thong bao; nhan thong bao; gui thong bao;
        ngung thong bao; dung thong bao; mute; im lang; lam phien; notification; notifications; nhan tin nhac;
        tin tu dong; gui tin nua; nhan tin nua; nhan tin truoc; canh bao; tat chuong; bat chuong; thong bao nhac;
        notify; tat tin; ngung gui; ngung nhan; dung gui; tat nhac; bat nhac; bat che do; tat che do;
        gui tin nhan vao; spam; thong bao cho toi truoc; bao cho toi truoc; bao em truoc; thong bao nua;
        khong nhan tin; khong gui tin; don't remind; goi nhac; nho bao; bao toi truoc; bao minh truoc;
        bao truoc cho; goi toi truoc; cho toi truoc moi; nhac toi; nhac em; nhac minh; nhac nua; nhac gio;
        thoi gian nhac; tan suat nhac; che do nhac; ngung thong; tat het thong; tat tat ca; khong gui nua; bot gui;
        it thong bao; thong bao it; ngung tin; tin nhan tu dong; tin nhan tu; gui tin nhan nua; nhac vao;
        thong bao vao; gui thong bao vao; dat lich nhac; dat nhac; cai nhac; cai dat thong bao; turn off; turn on;
        cai thong bao; nhan tin luc; ngung lam phien; khong lam phien; hen nhac; gui nhac; hen lich nhac; nhac hen;
        mo thong bao; mo nhac; mo lai nhac; thong bao sang; quay ray; alarm; gui tin; truoc ~ gio hoc; bat lai;
        nhac qua; tin nua; thong bao nhieu; nhieu tin; nhieu thong bao; lam on nhac; nho nhac; dung nhac; khoi nhac;
        thoi nhac; ngung nhac; nhac som; nhac muon; thong bao som; thong bao muon; bao giup truoc; thong bao khi;
        bao khi; nhan khi; bi nhac; thong bao truoc khi; nhac truoc; bao truoc khi; nhan it; bot nhan; it tin; ban tin;
        bao dong truoc; danh dong; hu em; hu toi; hu tui; hu minh; reo em; reo toi; reo tui; ping; keu em; keu toi;
        keu tui; goi day; khoi bao; dung bao; dung nhan; khoi nhan; tin bao; notifying; danh thuc; khong bao nua
    """,
    "LANGUAGE": """
        tieng anh; english; tieng viet; vietnamese; ngon ngu; language; viet ngu; anh ngu; tieng tay;
        tieng nuoc ngoai
    """,
    "SWITCH": """
        doi; chuyen; noi; tra loi; reply; speak; switch; giao dien; dung; change; use; please; can; chon; sang;
        thay doi; sua; set; hien thi; xai; bang; co ho tro; in; nhan tin; muon dung; co; khac; chuyen sang;
        chuyen qua; doi qua; chuyen ve; doi ve; nhan; giao tiep; giup
    """,
    "ENGLISH_SUBJECT": """
        giao vien tieng anh; mon tieng anh; lop tieng anh; gv tieng anh; to tieng anh; tap huan tieng anh;
        boi duong tieng anh; day tieng anh; dich; hoc tieng anh; khoa tieng anh; tieng anh tieu hoc;
        chuyen de tieng anh; tieng anh o dau
    """,
    "HELP": """
        tro giup; huong dan su dung; huong dan dung; cach dung; cach su dung; menu; help; lam duoc gi;
        lam duoc nhung gi; hoi duoc gi; hoi duoc nhung gi; chuc nang; biet lam gi; hoi ban nhung gi; hoi nhung gi;
        dung sao; dung the nao; start; su dung nhu the nao; su dung the nao; su dung sao; lam gi duoc; giup duoc gi;
        giup gi duoc; giup duoc nhung gi; ban la ai; ban biet gi; ban co the lam; ban co the giup; cac lenh;
        danh sach lenh; cau lenh; co nhung lenh; tinh nang; nen hoi; huong dan toi dung; chua biet dung;
        khong biet dung; dung nhu the nao; what can you do; em la ai; bot la gi; bot nay la; co the hoi;
        giup toi nhung gi; giup em nhung gi; giup nhung gi; instructions; huong dan cach; xai sao; xai the nao;
        day la bot gi; cac chuc nang; biet nhung gi; huong dan em dung; lam nhung gi duoc; huong dan ~ su dung;
        huong dan ~ dung; huong dan ~ thao tac; bat dau su dung; xai ~ sao; dung ~ sao; dung ~ the nao; cach xai;
        chi cach; chi em cach; chi toi cach; giup duoc ~ gi; giup ~ nhung gi; ho tro ~ gi; ho tro nhung gi;
        lam duoc ~ gi; hoi ~ gi; hoi cau gi; hoi nhung cau; hoi cai gi; hoi dieu gi; tac dung gi; cong dung;
        bot biet; bot lam; nhung gi ban; ban lam gi; ban lam duoc; khong ranh; chua ranh; khong biet hoi;
        khong biet lam; khong biet bat dau; can tro; hdsd; lam the nao de dung; ro hon ve bot; gioi thieu ve ban;
        gioi thieu ban than; ban la gi; thao tac the nao; su dung ra sao; dung ra sao; lenh gi; lenh nao;
        how to use; how do i use; can huong dan; su dung chatbot; su dung bot; su dung tro ly; de su dung; dung bot;
        dung chatbot; nhung chuc nang; cac tinh nang; nhung tinh nang; lam duoc viec gi; giup viec gi;
        giup chuyen gi; ho tro viec; co the ho tro; huong dan toi; huong dan em; huong dan minh; chi dan;
        lam sao de dung; khong hieu cach; cach hoi; cach tra cuu; tra cuu duoc gi; tra cuu gi; dat cau hoi;
        vi du cau hoi; goi y; goi y cau; mau cau; hoi the nao; hoi sao; hoi nhu the nao; bang lenh; danh muc;
        muc luc; faq; cu phap; cau mau; nut bam; bang nut; bang chon; bot hieu; ban hieu; moi hieu; bay ~ cach;
        bay ~ xai; bay ~ dung; chi ~ xai; lua chon nao; loai cau hoi; gioi thieu ve bot;
        bot giup; bot ho tro; tro ly lam; tro ly giup; cong cu nay; ung dung nay; nhung viec gi;
        bat dau tu dau; lam gi tiep; lam gi voi bot; hoi bot; hoi ~ chuyen gi; hoi tro ly; hoi chuyen gi;
        nhung chuyen gi
    """,
    "GREETING": """
        chao; xin chao; hello; hi; alo; hey; helo; good morning; good afternoon; good evening; kinh chao; bot oi;
        ad oi; admin oi; em oi; co ai khong; hellooo; hallo; chao buoi; ban oi; xin chao ban; e oi; alo alo; aloo;
        chao em; chuc buoi; chuc ngay; chuc mot ngay; he lo; a lo; yo; chuc moi nguoi; chao ca nha; chuc ca nha;
        good night; hey bot; chao ban; chao moi nguoi; chao tro ly; hey there; hi there; good day; xin kinh chao;
        hai hai; lo; alo ad; chao ad; xin phep chao; rat vui; vui duoc gap; chao nhe; halo; bonjour; konichiwa;
        chao chi; chao anh; chao thay; chao co; tro ly oi; thay oi; chat bot oi; chatbot oi; helu; hilu; hellu; bye;
        bai bai; tam biet; han hanh; lam quen; ngu ngon; 2 ad; 2 bot; 2 ban; 2 moi nguoi; ad ui; bot ui; ban ui;
        an lanh; tot lanh; gui loi chao
    """,
    "THANKS": """
        cam on; thanks; thank you; thank; biet on; tot lam; tuyet voi; gioi qua; hay qua; huu ich; da hieu;
        hieu roi; nhiet tinh; tri an; da ta; ok roi; vang a; biet roi; da ro; ro roi; da vang; ok ban; ok em;
        nhan duoc roi; tuyet qua; appreciated; duoc roi; doi on; mang on; hau ta; tot qua; ok nha; hai long; rat ro;
        ro rang roi; ghi nhan nhe; thanks a lot; hay lam; qua tuyet; xuat sac; gioi lam; biet on ban; nghia tinh;
        da nhan duoc; hiu roi; tot roi; cam ta; cam on nhieu; cam dong; xin cam on; thanks em; cam on ban; hay do;
        the thi tot; vay tot roi; vay la tot; ok nhe; ok a; da biet; em biet roi; hieu roi a; than kiu; thankyou;
        thank u; arigato; merci; cam on em; xin da ta; on lam; ok luon; hay lam ban; ghi on; dinh noc; dinh cua chop;
        xin qua; xin xo qua; 5 sao; nam sao; muoi diem; chu dao qua; tu te qua; tot bung; co tam; yen tam roi;
        thi yen tam; vay yen tam; mung qua; do kho; quy hoa; phuoc duc; hoan ho; so mot; the best; saved me; lam tot;
        chuan roi; dung y; khon ghe; gioi ghe; gioi that; hay ghe; hay that; on nghia; tri an
    """,
    "HUMAN": """
        nguoi that; nhan vien; tu van vien; gap can bo; noi chuyen voi nguoi; gap nguoi; chuyen vien truc; tong dai;
        can bo tra loi; ho tro truc tiep; tra loi truc tiep; ai truc; human; agent; nguoi ho tro;
        noi chuyen truc tiep; gap truc tiep; gap ban to chuc; voi bot nua; khong noi voi may; gap ai do; gap admin;
        gap quan tri; noi chuyen voi ban to chuc; noi chuyen voi can bo; noi chuyen voi nhan vien;
        noi chuyen voi admin; chuyen may; real person; nguoi giai dap; khong phai bot; khong phai may;
        nguoi tra loi; gap chuyen vien; trao doi truc tiep; can nguoi; co nguoi that; noi chuyen voi ai;
        gap nhan vien; gap ai; tu van truc tiep; talk to; noi chuyen voi mot nguoi; con nguoi; can bo ho tro;
        gap tu van; voi nguoi; chat voi nguoi; nguoi nghe may; gap truc tuyen voi can bo; ket noi voi; nguoi truc;
        nguoi ~ tra loi; ket noi ~ can bo; ket noi ~ nguoi; ket noi ~ nhan vien; voi can bo; voi may; ai do tra loi;
        ai do giup; can bo truc; noi voi may; chat voi may; voi con nguoi; co nguoi ~ khong; nguoi giup;
        nhan vien ho tro; nguoi phu trach tra loi; tro chuyen voi; gap mot nguoi; nguoi dang truc; ho tro vien;
        dieu phoi vien; nguoi tu van; nguoi nao do; noi chuyen ~ nguoi; gap ~ nguoi; nguoi giai quyet;
        can bo giai dap; chuyen cho nguoi; chuyen cho can bo; chuyen cho nhan vien; chuyen toi nguoi; live agent;
        speak to; noi chuyen voi dien thoai vien; dien thoai vien; nguoi ho; bang nguoi; truc tiep voi; ai that;
        co ai that; nguoi nao that; ai o kday; co ai o; co ai tra loi; co ai nghe; ai tra loi; ai giup; bang xuong;
        xuong thit; goi nguoi; keu nguoi; dua nguoi; keu can bo; keu admin; goi admin; sep bot; human here; a person;
        robot; tra loi tu dong; chuyen cau; noi may
    """,
    "CANCEL": """
        huy; huy bo; bo qua; dung lai; khong can nua; quay lai; cancel; thoat; stop; undo; khong lam nua; thoi khoi;
        huy thao tac; huy lenh; hoan tac; thoi bo; khong muon nua; dung thao tac; bo lenh; tro lai; rut lai;
        lam lai tu dau; quit; exit; thoi khong; nham roi bo; bo di; ket thuc; khoi di; bo thao tac; thao tac vua;
        huy yeu cau; huy viec; lui lai; khong tiep tuc; dung di; xoa lenh; bam nham; dung thuc hien; huy giup;
        khoi can; khong can; thoi ~ khong; bo viec; ngung lai; dung thao; bo qua viec; xoa di; khong lam;
        rut lai yeu cau; quay ve; tro ve; ve menu chinh; thoat ra; huy cai; huy no; huy buoc; huy dang lam;
        thoi em khong; thoi toi khong; thoi minh khong; khong gui nua; abort; never mind; nevermind; forget it;
        bo cai; lam lai; thoi a; thoi nhe; thoi nha; a thoi; thoi em; thoi toi; thoi minh; thoi ban; thoi vay;
        thoi thoi; ma thoi; thoi dung; thoi huy; nhap nham; go nham; gui nham; doi y; huy di; dung nua;
        khong thuc hien; khong dong y; khong xac nhan; khong gui; dung gui nua; xoa bo; go bo; ngung thao tac;
        bo qua di; bo qua nhe; ve dau; khong phai the; khong phai y; sai roi; nham roi; nua huy; thoi khong ~ nua;
        dep di; dep vu; thoi dep; quen di; coi nhu chua; coi nhu toi chua; coi nhu em chua; bam trat; bam sai;
        chon sai; nhap sai; chon lon; bam lon; nhan lon; lo tay; lo bam; khoi nha; de sau; de mai tinh; thu hoi;
        bo chon; cham dut
    """,
    "OPERATION": """
        thao tac; lenh; yeu cau vua; vua roi; vua nhap; vua gui; vua chon
    """,
    "OFFICE": """
        ban to chuc; phu trach; nguoi to chuc; dau moi; truong ban; phong giao duc; so giao duc; chuyen vien;
        quan ly lop; don vi to chuc; can bo phu trach; to chuc lop; chu nhiem lop; lop truong; can bo; zalo;
        nguoi lien he; fanpage; facebook; ai to chuc; don vi nao; to chuc khoa; co quan nao; ban quan ly;
        quan ly khoa; giao vu; van phong; to truong; nguoi quan ly; nguoi phu trach; phong to chuc; so gd; so giao;
        phong gd; chiu trach nhiem; nguoi quan; can bo lop; ban lanh dao; ai dieu; nguoi dieu; nguoi to; nguoi chiu
    """,
    "INTRO": """
        em la giao vien; toi la giao vien; minh la giao vien; co la giao vien; em day; toi day; minh day; co day;
        thay day; tui day; toi ten; em ten; minh ten; ten toi; ten em; em la gv; giao vien moi; em o truong;
        toi o truong; giang vien moi; em moi ve; em moi vao; la hieu truong; la hieu pho; la giang vien
    """,
    "HELPME": """
        giup toi; giup em; giup minh; can giup; giup voi; can giup do; giup do; giup a
    """,
    "REPEAT": """
        nhac lai; noi lai; nhac giup; nhac cho
    """,
    "NOTIFY": """
        thong bao; tin nhan; nhac; nhan tin; alert; bao truoc; bao cho toi; gui tin
    """,
    "TOGGLE": """
        tat; bat; ngung; dung; dung gui; truoc; bat lai; it; nhieu; mo lai; khoi; khong muon; huy nhan; moi ngay;
        moi buoi; hang ngay; som hon; muon hon; buoi toi
    """,
    "PERSON": """
        nguoi; can bo; nhan vien; chuyen vien; ai do; admin; con nguoi; quan tri; tu van
    """,
    "TALK": """
        noi chuyen; gap; tra loi; tro chuyen; trao doi; chat; giai dap; ket noi; tu van; noi voi; chuyen cho;
        chuyen may; chuyen toi
    """,
}
