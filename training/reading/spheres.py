"""Spheres of life outside training, and the words that show one is meant: folded phrases, separated by semicolons.

A word of a sphere decides nothing: "con em ốm, em xin nghỉ tập huấn" is about training. Which spheres are spoken of,
and whether training is named beside them, are features that scorer.py learned to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

_SPHERES = {
    "CHILD": """
        con toi; con em; con minh; con tui; con gai; con trai; con nho; con cai; con chau; con be; con chi; con anh;
        chau nha; chau noi; chau ngoai; chau toi; chau em; cac chau; be nha; be em; be gai; be trai; cho be; cua be;
        cho con; cua con; don con; nho con; nhac con; don chau; cho chau; chau om; be bi; be na; be om; cho tre; tre
        em; tre con; tre nho; tre lop; tui nho; dua nho; bon tre; thang cu; nhoc; me be; bo be; me chau; bo chau; phu
        huynh; mam non; mau giao; lop mam; lop choi; lop la; ban tru; gui tre; con nghi; con hoc; con thi; con ve; con
        o; con di; con tren; con an; con uong; con bi; con mang; con mac; con trong; bai tap ve nha; hoc cua con; lop
        cua con; lop con; chau bi; chau mang; chau hoc; chau nghi; chau di; be hoc; be nghi; be di; chau mac; be mac;
        co giao chu nhiem; co chu nhiem
    """,
    "PUPIL": """
        hoc sinh; hoc tro; hs; hs lop; em hoc sinh; cac em; em nao; may em; lop em chu nhiem; chu nhiem lop; lop chu
        nhiem; hoc ba; hoc ki; hoc ky; tieu hoc; ki yeu; ky yeu; tien tien; hoc sinh tien; nhap diem; giay khen; luu
        ban; ren luyen; hanh kiem; khoi 1; khoi 2; khoi 3; khoi 4; khoi 5; khoi 6; khoi 7; khoi 8; khoi 9; khoi 10;
        khoi 11; khoi 12; lop truong; doi tuyen; vao 10; thi thu; de thi; diem thi; diem chuan; tot nghiep; kiem tra
        mieng; bai kiem tra; sao do; co do; to quoc ki; lao dong; vo bai; tuyen sinh; nhap hoc; xep hang; hoc sinh
        gioi; chuyen can hoc sinh; so diem; so dau bai; sinh vien; la hoc sinh; la hoc tro; hoc phan; tin chi; la sinh
        vien; cap 3; cap 2; danh gia nang luc
    """,
    "OWN_SCHOOL": """
        chao co; truc tuan; truc truong; coi thi; du gio; hoi dong su pham; hop hoi dong; to chuyen mon; to truong;
        hieu pho; so diem; ho so giao vien; kiem tra ho so; bao giang; phan cong chuyen mon; ban giam hieu; hieu
        truong; so chu nhiem; thi thu; trong truong; cong truong; day bu; day thay; tiet day; cham bai; cham thi; giao
        an; len lop day; thi gvg; giao vien gioi; chi doan; cong doan; truong minh; truong toi; truong em; thu vien;
        can tin; phong hoi dong; hoi khoe; phu dong; be giang; tuu truong; khai truong; thi dua; sang kien
    """,
    "OTHER_COURSE": """
        lai xe; lai o to; lai oto; bang lai; sat hach; hoc boi; lop boi; khoa boi; day boi; be boi; ho boi; cao hoc;
        thac si; tien si; nghien cuu sinh; luan van; van bang; lien thong; tai chuc; dai hoc; ngoai ngu; anh ngu;
        ielts; toeic; toefl; tieng trung; tieng han; tieng nhat; tieng duc; tieng phap; giao tiep; hoc nghe; hoc may;
        hoc dan; hoc ve; hoc vo; hoc mua; hoc hat; hoc nhay; hoc nau; nau an; nau chay; lam banh; cam hoa; pha che;
        trang diem; yoga; zumba; thien; khieu vu; dan vu; guitar; ghi ta; organ; piano; vo thuat; aerobic; gym; ke
        toan; dau tu; chung khoan; luyen thi; hoc them; day them; gia su; ky nang song; ki nang song; he cho; trung
        tam; nuoi; trong nam; lam gom; dong giay; sua o to; hoc cat; hoc chinh tri; trai he; hoc phi; day kem; lop
        mua; lop ve; lop dan; lop nhay; lop vo; cat toc; lam toc
    """,
    "MARKET": """
        cho phien; cho dem; cho noi; hoi cho; dat banh; dat co; dat tiec; can mua; can ban; ban gap; may hang; nhan
        trong; phien cho; cho huyen; cho hoa; di cho; cho que; cho dau moi; cho tet; sieu thi; cua hang; mua; ban cho;
        ban con; ban dat; ban nha; ban xe; ai mua; ai ban; gia bao; gia nhieu; gia the; gia bn; gia re; gia vang; gia
        heo; gia lua; gia thep; gia ca; mot can; mot ky; mot ki; mot kg; kg; mot con; mot chi; mot ta; mot yen; thit;
        thit lon; thit bo; thit ga; lon hoi; lon giong; lon nai; heo; ga ta; vit; ca chep; ca tuoi; ca phe; tom; cua
        bien; rau; trai cay; sau rieng; xoai; gao; trung ga; nuoc mam; banh; quan ao; vang nhan; vang mieng; xang; dau
        hoa; gas; phan bon; xi mang; sat thep; ship; don hang; giao hang; goi hang; buu cuc; buu dien; shop; shopee;
        lazada; khuyen mai; giam gia; bao hanh; thanh ly; mac ca; re khong; tien mot; bao nhieu tien; nhieu tien; hang
        ve; con hang; tang gia; len gia; thuong lai; dai ly; cho hom; dat hai; suat com
    """,
    "HEALTH": """
        bac si; benh; benh vien; vien nhi; nam vien; nhap vien; tram y te; phong kham; kham; kham benh; kham thai;
        kham rang; tai kham; uong thuoc; tiem; vac xin; xet nghiem; sieu am; sot; sot cao; om; dau bung; dau dau; dau
        rang; dau lung; huyet ap; tieu duong; khang sinh; cat chi; ung thu; cam cum; covid; thai san; mang thai; sinh
        con; nghi de; bao hiem y te; y ta; cap cuu; mat ngu; giam can; an kieng; boi thuoc; di ung; phong dai; sang
        mat; nha khoa; nha si; chay than; ra vien; thu y; dinh duong
    """,
    "WEATHER": """
        troi; troi mua; troi nang; troi ret; troi lanh; mua; mua bao; mua lu; mua to; bao vao; con bao; bao so; lu;
        lut; ngap; gio mua; khong khi lanh; ret; nang nong; nhiet do; do am; suong mu; song to; song bien; ap thap;
        thoi tiet; du bao; am len; trieu cuong; dong dat; sat lo; kho han; nuoc song; nuoc len; thuy trieu; mat troi;
        mat trang; nang gat; nang to
    """,
    "SPORT": """
        bong da; da bong; da banh; bong chuyen; cau long; bong ban; bong ro; boi loi; chay bo; tran dau; thi dau; doi
        bong; doi nao; doi tuyen; ghi ban; ban thang; ban ket; chung ket; tu ket; vo dich; cup; ngoai hang; san van;
        san nao; giao huu; world cup; sea games; huy chuong; trong tai; cau thu; giai dau; giai bong; giai cau; vong
        bang; da san; danh giai; ty so; ti so; tap gym; marathon; quan vot; tennis
    """,
    "LEISURE": """
        phim; rap; chieu phim; ca nhac; ca si; bai hat; nghe nhac; kenh nao; kenh may; tivi; phat song; game; karaoke;
        nhau; bia; ruou; ca phe; quan an; nha hang; an gi; mon gi; mon nao; an com; com toi; phao hoa; du lich; tour;
        le hoi; hoi chua; mo hoi; hoi lim; chup anh; khach san; di choi; di bien; tam bien; sinh nhat; choi gi; vui
        choi; noel; giang sinh; giao thua; halloween; facebook; tiktok; youtube; sach hay; truyen; nghi mat; hoa nhac;
        live; livestream; van nghe; dien; ra mat phim
    """,
    "TRAVEL": """
        xe khach; xe buyt; xe do; ve xe; ve tau; tau hoa; tau cao toc; tau ra; tau chay; chuyen tau; may bay; chuyen
        bay; cat canh; ha canh; san bay; ga tau; ben xe; ben tau; cao toc; cam duong; cam xe; thong xe; ket
        xe; taxi; grab; di nho; di chung; visa; ho chieu; don xe; khoi hanh; xuat ben
    """,
    "MONEY": """
        tien luong; tra luong; linh luong; luong huu; phu cap; thuong tet; tien thuong; ke toan; thue; nop thue; thue
        thu; tien dien; tien nuoc; tien mang; tien nha; tien hoc; hoc phi; tien an; quy lop; ngan hang; lai suat; tiet
        kiem; vay tien; tra gop; chuyen khoan; tai khoan ngan; so tai khoan; co phieu; bitcoin; ty gia; ti gia; do la;
        usd; bao hiem; xo so; ve so; trung thuong; trung so; lo de; quyet toan; nop phat; phat nguoi; the tin dung;
        sinh hoat phi; tro cap; tien phat; hoa don; nhan luong; co luong; luong ve; luong thang; bao gio luong; tang
        luong; phat thuong
    """,
    "STATE": """
        uy ban; ubnd; chu tich; bi thu; thu tuong; tong bi thu; tong thong; bo truong; quoc hoi; dai bieu; bau cu;
        dang bo; dang uy; dang vien; dang phi; chi bo; dai hoi; doan phuong; thon; to dan pho; dan pho; khu pho; to
        dan cu; truong thon; ban quan tri; chung cu; phu nu; cuu chien binh; mat tran; nong dan; cong an; toa an; len
        toa; ra toa; ly hon; ket hon; khai sinh; can cuoc; cccd; ho khau; tam tru; so do; dat dai; tiep dan; nghia vu
        quan su; luat; nghi dinh; chien tranh; vneid; dich vu cong; giay phep; ho so nhap; ly lich; cong chuc; vien
        chuc; bien che; dan quan; cong chung; hop tac xa; khuyen hoc; cao tuoi; do rac; khu dan cu; xom; dan cu
    """,
    "FAMILY": """
        vo toi; vo em; vo minh; vo con; chong toi; chong em; chong chi; anh nha; nha minh; nha em; nha toi; me em; bo
        em; me toi; bo toi; ong ba; ong noi; ba noi; ong ngoai; ba ngoai; dam cuoi; an cuoi; cuoi hoi; dam gio; an
        gio; dam hoi; dam ma; dam tang; hop ho; ho hang; noi tro; ve que; sua nha; xay nha; nau com; don nha; me
        chong; nguoi yeu; ban gai; ban trai; dau re; thoi noi; day thang; tan gia; dong huong; dong nien; hop lop; hop
        lop cu; dong ho; gio to; xem mat; nha minh may
    """,
    "HOUSE": """
        mat dien; cat dien; cup dien; mat nuoc; cat nuoc; tho dien; tho sua; sua xe; sua may; may giat; tu lanh; dieu
        hoa; wifi; mang nha; sim; nap tien; nap the; dien thoai moi; iphone; laptop; may tinh bi; xe may; o to; xe
        dap; thue nha; thue phong; phong tro; chuyen nha; cho thue; tra phong; nha tro; may loc; bep
    """,
    "FARM": """
        nuoi; nuoi ga; nuoi lon; nuoi de; nuoi ca; trong lua; trong rau; trong cay; cay canh; hoa lan; hoa dao; cay
        mai; tray la; bon phan; gieo; gat; vu mua; con cho; con meo; meo nha; con lon; con ga; con bo; con trau;
        chuong trai; thu hoach lua; gieo ma; ra dong; gat lua; trau bo; tuoi nuoc; di gat
    """,
    "FAITH": """
        di chua; nha tho; lam le; ram; mung may; mung mot; am lich; duong lich; may am; lich am; cung ram; cung ong;
        tu vi; xem boi; xem ngay; ngay dep; ngay tot; tuoi ty; tuoi suu; tuoi dan; tuoi mao; tuoi thin; tuoi ngo;
        phong thuy; nghia trang; tao mo; mieu; den tran; hoi den; le chua; giai han; len chua; chua nao; ngoi chua;
        chua huong; dinh lang; cung dinh; le o dinh; tat nien; hoi vat; tien su
    """,
    "JOB": """
        nghi lam; di lam; cong ty; sep; nghi viec; thoi viec; xin viec; viec lam; tuyen dung; nghi huu; ve huu; nghi
        phep nam; nghi khong luong; hop dong lao dong; o quan; o xuong; ban hang; ca toi o; chay xe; ca lam; truc dem;
        thuyen chuyen; chuyen cong tac; di xuat khau; co quan; phong cong
    """,
    "WORLD": """
        ai phat minh; nuoc nao; thu do; the gioi; hanh tinh; bang may; cong thuc; nghia la; dich sang; viet ho; viet
        giup; lam ho; soan ho; giai bai; giai giup; ke chuyen; bai tho; lam tho; code; hack; chatgpt; tong cua; can
        bac hai; dien tich; may gio roi; bay gio may; ben my; ben nhat; ben uc; ai viet; tac gia; tac pham
    """,
}
_TRAINING = """
    tap huan; boi duong; lop tap; khoa tap; buoi tap huan; mo dun; module; lms; bdtx; diem danh; hoc vien; giang vien;
    bao cao vien; thu hoach; ban to chuc; chung nhan; chung chi; cot can; dai tra; zoom; google meet; phong ao; truc
    tuyen; chuyen can; tiet boi; lop minh; lop hoc; buoi hoc; xin nghi; xin vang; xin phep; lop zoom; khoa hoc; slide;
    tai lieu; giao vien tieng; giao vien the; giao vien tieu; giao vien mam; giao vien co; thuc hanh; phieu hoc;
    chuyen de
"""
_SURELY = """
    tap huan; boi duong; mo dun; lms; bdtx; diem danh; hoc vien; giang vien; ban to chuc; thu hoach; cot can
"""
_LONGEST = 60  # words; of a longer message its beginning tells enough
# a child or a pupil who studies, is away, has something to hand in: the question is a parent's or a class teacher's
_CHILD_ACTS = re.compile(
    r"\b(?:con (?:toi|em|minh|tui|chi|anh|gai|trai|nho|cua \w+)|cac (?:em|con|chau|be)|(?:chau|be)(?: \w+)?|tre|hs"
    r"|(?:chau|be) (?:nha|con) \w+|hoc (?:sinh|tro)(?: \w+){0,3}?)(?: (?:toi|em|minh|co|se|duoc|phai|van|da|cung|lai"
    r"|hay|may|bi|om|chua|khong|lop \w+)){0,4} (?:hoc|nghi|thi|di hoc|xin nghi|nop|vao lop|mac|mang"
    r"|kiem tra|den lop|ve|an|o lop)\b"
)


@cache
def _certain() -> frozenset[str]:
    return frozenset(_SURELY.strip().split("; "))


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → the phrases that begin with it, each with its sphere."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for sphere, text in (*_SPHERES.items(), ("TRAINING", _TRAINING)):
        for phrase in text.replace("\n", " ").split(";"):
            if words := tuple(phrase.split()):
                table.setdefault(words[0], []).append((words, sphere))
    return table


def spheres_in(words: Sequence[str]) -> list[str]:
    """Signs for the scorer: each sphere that folded words speak of, and how all of them stand to training."""
    return list(_signs(tuple(words)))


@lru_cache(maxsize=2048)
def _signs(words: tuple[str, ...]) -> tuple[str, ...]:
    found = set(_found(words))
    spheres = sorted({sphere for sphere, _ in found} - {"TRAINING"})
    beside = _beside(found)
    count = min(len(spheres), 2)
    signs = [f"d {sphere}" for sphere in spheres] + [f"d {sphere} {beside}" for sphere in spheres]
    if _CHILD_ACTS.search(" ".join(words[:_LONGEST])):
        signs += ["d ACTS", f"d ACTS {beside}"]
    return (*signs, f"d {count}", f"d {count} {beside}")


def _beside(found: set[tuple[str, str]]) -> str:
    """How clearly training is spoken of: not, perhaps, surely."""
    named = {phrase for sphere, phrase in found if sphere == "TRAINING"}
    return "surely" if named & _certain() else "perhaps" if named else "not"


def _found(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    table = _table()
    for place, word in enumerate(words):
        for phrase, sphere in table.get(word, ()):
            if words[place : place + len(phrase)] == phrase:
                yield sphere, " ".join(phrase)
