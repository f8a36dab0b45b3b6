"""Time expressions as rows: what is said on a Thursday, 8 December 2022, and at the edges of days, months, years."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from training.intents import When
from training.plan import ZONE
from training.reading.dates import find_times, read_date, read_when

THURSDAY = datetime(2022, 12, 8, 9, 0, tzinfo=ZONE)

# text | first day..last day or - | part of the day or -
ROWS = """
thứ 2, 4, 6 có học không | 2022-12-09..2022-12-14 | -
thu 3,5 tuan sau co lop ko | 2022-12-13..2022-12-15 | -
thứ 2-6 học gì | 2022-12-12..2022-12-16 | -
tháng giêng có tập huấn không | 2023-01-22..2023-02-19 | -
tháng chạp có lịch gì | 2022-12-23..2023-01-21 | -
rằm tháng giêng | 2023-02-05 | -
rằm tháng 7 | 2023-08-30 | -
mùng 3 Tết có học không | 2023-01-24 | -
cuối năm có tập huấn không | 2022-10-01..2022-12-31 | -
đầu năm có lớp không | 2023-01-01..2023-03-31 | -
giữa năm sau | 2023-04-01..2023-09-30 | -
cuối năm học thì sao | - | -
thứ hai này | 2022-12-12 | -
t6 tuan toi co lich khong | 2022-12-16 | -
thu 7 toi co hoc khong | 2022-12-10 | -
lưu mấy buổi này vào máy | - | -
đầu tuần sau | 2022-12-12..2022-12-13 | -
hai tuần nữa | 2022-12-22 | -
từ giờ đến cuối tháng | 2022-12-08..2022-12-31 | -
tuần trước nữa | 2022-11-21..2022-11-27 | -
hôm kia | 2022-12-06 | -
ngày 5 tây | 2023-01-05 | -
20/11 | 2022-11-20 | -
chủ nhựt có học hông | 2022-12-11 | -
học trò tui mai thi | 2022-12-09 | -
nay nộp còn kịp không | 2022-12-08 | -
ăn sáng chưa | - | -
bao giờ có thưởng tết | - | -
hội trường 2/9 ở đâu | - | -
đường 30/4 đi thế nào | - | -
phòng 302 | - | -
dd 4821 | - | -
khoá 2 đợt 1 | - | -
tiết 3 lớp 10 | - | -
gọi số 0900000123 | - | -
thông tư 26 | - | -
hôm nay | 2022-12-08 | -
hom nay hoc gi | 2022-12-08 | -
bữa nay có học không | 2022-12-08 | -
ngày hôm nay | 2022-12-08 | -
hnay có lịch ko | 2022-12-08 | -
nay có học không ạ | 2022-12-08 | -
hôm ni học mấy giờ | 2022-12-08 | -
today có gì | 2022-12-08 | -
sáng nay | 2022-12-08 | morning
chiều nay học phòng nào | 2022-12-08 | afternoon
chieu nay hoc phong nao | 2022-12-08 | afternoon
tối nay có lớp không | 2022-12-08 | evening
toi nay co lop khong | 2022-12-08 | evening
trưa nay | 2022-12-08 | afternoon
đêm nay | 2022-12-08 | evening
hồi sáng em điểm danh chưa | 2022-12-08 | morning
tonight có zoom không | 2022-12-08 | evening
mai | 2022-12-09 | -
ngày mai | 2022-12-09 | -
ngay mai | 2022-12-09 | -
NGÀY MAI HỌC Ở ĐÂU | 2022-12-09 | -
mai học mấy giờ | 2022-12-09 | -
mai co hoc k | 2022-12-09 | -
sáng mai | 2022-12-09 | morning
sang mai hoc o dau | 2022-12-09 | morning
sáng ngày mai | 2022-12-09 | morning
chiều mai | 2022-12-09 | afternoon
tối mai lúc 7h | 2022-12-09 | evening
toi mai may gio hoc | 2022-12-09 | evening
mai tôi bận | 2022-12-09 | -
mai toi ban | 2022-12-09 | -
mai sáng học gì | 2022-12-09 | morning
tomorrow học không | 2022-12-09 | -
bữa mai có lớp hông | 2022-12-09 | -
mốt | 2022-12-10 | -
ngày mốt | 2022-12-10 | -
ngay mot co lich ko | 2022-12-10 | -
bữa mốt học gì | 2022-12-10 | -
sáng mốt | 2022-12-10 | morning
ngày kia | 2022-12-10 | -
ngay kia | 2022-12-10 | -
chiều ngày kia | 2022-12-10 | afternoon
hôm qua | 2022-12-07 | -
hom qua em co diem danh chua | 2022-12-07 | -
tối qua | 2022-12-07 | evening
chiều hôm qua | 2022-12-07 | afternoon
bữa qua | 2022-12-07 | -
hôm kia | 2022-12-06 | -
hôm kìa | 2022-12-05 | -
mai kia rảnh | - | -
ngày một tháng một | 2023-01-01 | -
thứ hai | 2022-12-12 | -
thứ 2 | 2022-12-12 | -
t2 | 2022-12-12 | -
thu 2 | 2022-12-12 | -
thu hai | 2022-12-12 | -
thứ ba | 2022-12-13 | -
thứ tư | 2022-12-14 | -
thứ 4 | 2022-12-14 | -
thu tu | 2022-12-14 | -
thứ năm | 2022-12-15 | -
thứ năm này | 2022-12-08 | -
thứ năm tuần này | 2022-12-08 | -
thứ sáu | 2022-12-09 | -
thứ 6 | 2022-12-09 | -
thu sau | 2022-12-09 | -
t6 | 2022-12-09 | -
thứ bảy | 2022-12-10 | -
thứ bẩy | 2022-12-10 | -
thu bay | 2022-12-10 | -
T7 | 2022-12-10 | -
t7 này học ở đâu | 2022-12-10 | -
chủ nhật | 2022-12-11 | -
chu nhat | 2022-12-11 | -
cn | 2022-12-11 | -
chúa nhật | 2022-12-11 | -
CN này | 2022-12-11 | -
chủ nhật tới | 2022-12-11 | -
thứ bảy tới | 2022-12-10 | -
thứ hai tới | 2022-12-12 | -
thứ bảy tuần này | 2022-12-10 | -
thứ bảy tuần sau | 2022-12-17 | -
t7 tuần sau | 2022-12-17 | -
thứ hai tuần này | 2022-12-05 | -
thứ hai tuần trước | 2022-11-28 | -
thứ hai vừa rồi | 2022-12-05 | -
thứ sáu tuần trước | 2022-12-02 | -
chủ nhật tuần rồi | 2022-12-04 | -
tuần sau thứ ba | 2022-12-13 | -
tuần tới, thứ tư | 2022-12-14 | -
thứ ba tuần sau nữa | 2022-12-20 | -
thứ sáu tuần tới | 2022-12-16 | -
sáng thứ bảy | 2022-12-10 | morning
sang thu 7 | 2022-12-10 | morning
chiều t7 | 2022-12-10 | afternoon
tối chủ nhật | 2022-12-11 | evening
toi chu nhat | 2022-12-11 | evening
chiều cn tuần sau | 2022-12-18 | afternoon
thứ bảy ngày 10/12 | 2022-12-10 | -
thứ 7, 10/12/2022 | 2022-12-10 | -
buổi thứ bảy học gì | 2022-12-10 | -
lần thứ hai | - | -
mô đun thứ 2 | - | -
monday có họp không | 2022-12-12 | -
tuần này | 2022-12-05..2022-12-11 | -
tuan nay | 2022-12-05..2022-12-11 | -
lịch tuần nay | 2022-12-05..2022-12-11 | -
trong tuần có lịch gì | 2022-12-05..2022-12-11 | -
tuần sau | 2022-12-12..2022-12-18 | -
tuan sau | 2022-12-12..2022-12-18 | -
tuần tới | 2022-12-12..2022-12-18 | -
tuan toi | 2022-12-12..2022-12-18 | -
tuần kế tiếp | 2022-12-12..2022-12-18 | -
tuần kế | 2022-12-12..2022-12-18 | -
tuần tiếp theo | 2022-12-12..2022-12-18 | -
tuần sắp tới | 2022-12-12..2022-12-18 | -
next week | 2022-12-12..2022-12-18 | -
this week | 2022-12-05..2022-12-11 | -
tuần trước | 2022-11-28..2022-12-04 | -
tuần rồi | 2022-11-28..2022-12-04 | -
tuần vừa rồi | 2022-11-28..2022-12-04 | -
tuần qua | 2022-11-28..2022-12-04 | -
tuần sau nữa | 2022-12-19..2022-12-25 | -
hai tuần nữa | 2022-12-22 | -
một tuần nữa | 2022-12-15 | -
cuối tuần | 2022-12-10..2022-12-11 | -
cuoi tuan nay | 2022-12-10..2022-12-11 | -
cuối tuần này | 2022-12-10..2022-12-11 | -
cuối tuần sau | 2022-12-17..2022-12-18 | -
cuối tuần trước | 2022-12-03..2022-12-04 | -
weekend này có lịch không | 2022-12-10..2022-12-11 | -
đầu tuần sau | 2022-12-12..2022-12-13 | -
giữa tuần sau | 2022-12-14..2022-12-15 | -
đầu tuần | 2022-12-12..2022-12-13 | -
các buổi tối tuần này | 2022-12-05..2022-12-11 | evening
tháng này | 2022-12-01..2022-12-31 | -
thang nay | 2022-12-01..2022-12-31 | -
tháng sau | 2023-01-01..2023-01-31 | -
thang sau | 2023-01-01..2023-01-31 | -
tháng tới | 2023-01-01..2023-01-31 | -
tháng trước | 2022-11-01..2022-11-30 | -
tháng rồi | 2022-11-01..2022-11-30 | -
tháng 12 | 2022-12-01..2022-12-31 | -
tháng mười hai | 2022-12-01..2022-12-31 | -
tháng 1 | 2023-01-01..2023-01-31 | -
tháng một | 2023-01-01..2023-01-31 | -
tháng 2 | 2023-02-01..2023-02-28 | -
tháng hai | 2023-02-01..2023-02-28 | -
tháng tư | 2023-04-01..2023-04-30 | -
tháng 11 | 2022-11-01..2022-11-30 | -
tháng mười một | 2022-11-01..2022-11-30 | -
tháng 1/2023 | 2023-01-01..2023-01-31 | -
tháng 01/2024 | 2024-01-01..2024-01-31 | -
tháng 2 năm 2024 | 2024-02-01..2024-02-29 | -
tháng 3 năm sau | 2023-03-01..2023-03-31 | -
tháng 9 năm nay | 2022-09-01..2022-09-30 | -
T12 có gì | 2022-12-01..2022-12-31 | -
12/2022 | 2022-12-01..2022-12-31 | -
đầu tháng | 2022-12-01..2022-12-10 | -
đầu tháng sau | 2023-01-01..2023-01-10 | -
đầu tháng 1 | 2023-01-01..2023-01-10 | -
giữa tháng | 2022-12-11..2022-12-20 | -
giữa tháng 1 | 2023-01-11..2023-01-20 | -
giữa tháng này | 2022-12-11..2022-12-20 | -
cuối tháng | 2022-12-21..2022-12-31 | -
cuoi thang nay | 2022-12-21..2022-12-31 | -
cuối tháng 2 | 2023-02-21..2023-02-28 | -
cuối tháng sau | 2023-01-21..2023-01-31 | -
tuần 1 tháng 1 | 2023-01-01..2023-01-07 | -
tuần thứ hai của tháng 12 | 2022-12-08..2022-12-14 | -
tuần cuối tháng 12 | 2022-12-22..2022-12-31 | -
tuần đầu tháng sau | 2023-01-01..2023-01-07 | -
10/12 | 2022-12-10 | -
ngày 10/12 | 2022-12-10 | -
ngay 10/12 | 2022-12-10 | -
10-12-2022 | 2022-12-10 | -
10.12.2022 | 2022-12-10 | -
10/12/2022 | 2022-12-10 | -
10/12/22 | 2022-12-10 | -
ngày 10.12 học gì | 2022-12-10 | -
ngày 10-12 | 2022-12-10 | -
ngày 13-17 | 2022-12-13..2022-12-17 | -
2022-12-10 | 2022-12-10 | -
05/01 | 2023-01-05 | -
5/1 | 2023-01-05 | -
ngày 5/1 | 2023-01-05 | -
30/11 | 2022-11-30 | -
7/12 | 2022-12-07 | -
5/9 em vắng không | 2022-09-05 | -
31/12 | 2022-12-31 | -
1/1 | 2023-01-01 | -
1/1/2022 | 2022-01-01 | -
ngày 10 tháng 12 | 2022-12-10 | -
ngày 10 tháng 12 năm 2022 | 2022-12-10 | -
10 tháng 12 | 2022-12-10 | -
10 thang 12 | 2022-12-10 | -
mười tháng mười hai | 2022-12-10 | -
ngày mười bảy tháng mười hai | 2022-12-17 | -
ngay muoi bay thang muoi hai | 2022-12-17 | -
ngày hai mươi mốt tháng một | 2023-01-21 | -
ngày hăm lăm tháng chạp | 2023-01-16 | -
ngày ba mươi mốt tháng mười hai | 2022-12-31 | -
ngày 5 tháng sau | 2023-01-05 | -
ngày 20 tháng này | 2022-12-20 | -
mùng 5 tháng sau | 2023-01-05 | -
ngày 10 | 2022-12-10 | -
ngay 10 co hoc k | 2022-12-10 | -
ngày 12 học ở đâu | 2022-12-12 | -
ngày mười hai | 2022-12-12 | -
hôm 12 | 2022-12-12 | -
bữa 11 học gì | 2022-12-11 | -
mùng 10 | 2022-12-10 | -
mùng 9/12 | 2022-12-09 | -
mồng 3 tháng 1 | 2023-01-03 | -
mùng 2 có lịch không | 2023-01-02 | -
ngày 7 ai dạy | 2023-01-07 | -
ngày 31 | 2022-12-31 | -
ngày cuối cùng của năm nay | 2022-12-31 | -
ngày đầu tiên của tháng sau | 2023-01-01 | -
ngày cuối cùng tháng 2 | 2023-02-28 | -
ngày cuối cùng trong tuần | 2022-12-11 | -
bữa cuối cùng của tuần sau | 2022-12-18 | -
ngày đầu tiên của năm sau | 2023-01-01 | -
hôm nay thì học rồi còn ngày mai thì sao | 2022-12-09 | -
hom nay thi hoc roi con ngay mai thi sao | 2022-12-09 | -
chiều tối mai | 2022-12-09 | evening
chieu toi mai | 2022-12-09 | evening
chiều tối thứ 6 | 2022-12-09 | evening
mai sang truong nao hoc | 2022-12-09 | -
mai sang tap trung o dau | 2022-12-09 | morning
mai chieu hoc gi | 2022-12-09 | afternoon
t7 sang co lop k | 2022-12-10 | morning
thứ bảy sang trường khác học à | 2022-12-10 | -
mai toi hoc o dau | 2022-12-09 | -
mấy ngày 9 10 11 tháng 12 | 2022-12-09..2022-12-11 | -
các ngày 10 11 12 học gì | 2022-12-10..2022-12-12 | -
ba ngày 10, 11, 12 học những gì | 2022-12-10..2022-12-12 | -
các ngày 10, 11 và 12 có học không | 2022-12-10..2022-12-12 | -
xin nghỉ 2 ngày 10 và 11 ạ | 2022-12-10..2022-12-11 | -
bốn ngày 12,13,14,15 học ở đâu | 2022-12-12..2022-12-15 | -
ngày 10, 2 buổi | 2022-12-10 | -
mơi có học không | 2022-12-09 | -
sáng mơi học ở đâu | 2022-12-09 | morning
không hỏi tuần này đâu, hỏi tuần sau cơ | 2022-12-12..2022-12-18 | -
k hỏi hôm nay, hỏi mai ấy có học k | 2022-12-09 | -
ngày 10 2 buổi | 2022-12-10 | -
ngày hai mươi tháng mười hai đến mùng năm tháng một | 2022-12-20..2023-01-05 | -
từ mùng 9 đến mùng 12 | 2022-12-09..2022-12-12 | -
từ nay tới hết tháng | 2022-12-08..2022-12-31 | -
từ nay đến hết năm | 2022-12-08..2022-12-31 | -
từ giờ đến tết | 2022-12-08..2023-01-21 | -
từ 20/12 đến Tết | 2022-12-20..2023-01-21 | -
từ đầu tháng đến giờ | 2022-12-01..2022-12-08 | -
từ đầu tháng tới nay | 2022-12-01..2022-12-08 | -
từ tuần trước đến giờ | 2022-11-28..2022-12-08 | -
cả năm nay | 2022-01-01..2022-12-31 | -
mùng 5 có học không | 2023-01-05 | -
sáng 10/12 | 2022-12-10 | morning
sáng ngày 10/12 | 2022-12-10 | morning
sang 10/12 | 2022-12-10 | morning
chiều 11/12 | 2022-12-11 | afternoon
chiều ngày 11 | 2022-12-11 | afternoon
tối 12.12 học gì | 2022-12-12 | evening
10-12/12 | 2022-12-10..2022-12-12 | -
10 - 12/12/2022 | 2022-12-10..2022-12-12 | -
10–12/12/2022 | 2022-12-10..2022-12-12 | -
từ 10 đến 12/12 | 2022-12-10..2022-12-12 | -
từ ngày 10 đến ngày 12/12 | 2022-12-10..2022-12-12 | -
tu 10 den 12/12 | 2022-12-10..2022-12-12 | -
từ 10/12 đến 12/12 | 2022-12-10..2022-12-12 | -
từ 10/12 tới 15/12 | 2022-12-10..2022-12-15 | -
từ ngày 10 đến 12 tháng 12 | 2022-12-10..2022-12-12 | -
từ ngày 10 đến ngày 15 | 2022-12-10..2022-12-15 | -
từ 13 đến 17 | 2022-12-13..2022-12-17 | -
13/12 - 17/12 | 2022-12-13..2022-12-17 | -
28/12 đến 3/1 | 2022-12-28..2023-01-03 | -
từ 28/12/2022 đến 03/01/2023 | 2022-12-28..2023-01-03 | -
ngày 10, 11/12 | 2022-12-10..2022-12-11 | -
10,11/12/2022 | 2022-12-10..2022-12-11 | -
ngày 10 và 11/12 | 2022-12-10..2022-12-11 | -
10/12 và 11/12 | 2022-12-10..2022-12-11 | -
ngày 10 và 11 | 2022-12-10..2022-12-11 | -
ngày 10, 11 và 12/12 | 2022-12-10..2022-12-12 | -
hôm nay và ngày mai | 2022-12-08..2022-12-09 | -
mai hay mốt học | 2022-12-09..2022-12-10 | -
thứ bảy và chủ nhật | 2022-12-10..2022-12-11 | -
t7, cn | 2022-12-10..2022-12-11 | -
thứ hai đến thứ sáu | 2022-12-12..2022-12-16 | -
từ thứ 2 đến thứ 6 tuần sau | 2022-12-12..2022-12-16 | -
từ mai đến chủ nhật | 2022-12-09..2022-12-11 | -
từ thứ bảy đến thứ ba | 2022-12-10..2022-12-13 | -
từ nay đến cuối tuần | 2022-12-08..2022-12-11 | -
từ nay đến 15/12 | 2022-12-08..2022-12-15 | -
từ giờ đến hết tháng này | 2022-12-08..2022-12-31 | -
từ hôm nay đến 20/12 | 2022-12-08..2022-12-20 | -
tháng 12 đến tháng 1 | 2022-12-01..2023-01-31 | -
7 ngày tới | 2022-12-09..2022-12-15 | -
bảy ngày tới | 2022-12-09..2022-12-15 | -
trong 3 ngày tới | 2022-12-09..2022-12-11 | -
10 ngày kế tiếp | 2022-12-09..2022-12-18 | -
2 tuần tới | 2022-12-09..2022-12-22 | -
7 ngày qua | 2022-12-01..2022-12-07 | -
3 ngày gần đây | 2022-12-05..2022-12-07 | -
2 ngày nữa | 2022-12-10 | -
hai ngày nữa | 2022-12-10 | -
ba hôm nữa | 2022-12-11 | -
3 bữa nữa học gì | 2022-12-11 | -
2 ngay nua co lich ko | 2022-12-10 | -
10 ngày nữa | 2022-12-18 | -
một tháng nữa | 2023-01-08 | -
nửa tháng nữa | 2022-12-23 | -
2 ngày sau | 2022-12-10 | -
sau 2 ngày nữa | 2022-12-10 | -
3 ngày trước | 2022-12-05 | -
cách đây 3 ngày | 2022-12-05 | -
cách đây một tuần | 2022-12-01 | -
1 tuần trước | 2022-12-01 | -
nhắc trước 2 ngày | - | -
nhắc tôi trước 1 tuần | - | -
nhắc em 2 ngày trước buổi học | - | -
nhắc trước 30 phút | - | -
mỗi ngày 2 buổi | - | -
7 ngày 2 đêm | - | -
học mấy ngày | - | -
ngày nào học | - | -
trước ngày nào phải nộp | - | -
tuần nào có lịch | - | -
tháng mấy học | - | -
thứ mấy học | - | -
hôm nào học | - | -
bữa nào học | - | -
Giáng sinh | 2022-12-25 | -
noel | 2022-12-25 | -
Tết dương lịch | 2023-01-01 | -
tết tây | 2023-01-01 | -
Tết | 2023-01-22..2023-01-24 | -
Tết Nguyên đán | 2023-01-22..2023-01-24 | -
mùng 1 Tết | 2023-01-22 | -
mùng 3 Tết có học không | 2023-01-24 | -
mung 4 tet | 2023-01-25 | -
30 Tết | 2023-01-21 | -
29 tết | 2023-01-20 | -
giao thừa | 2023-01-21 | -
sau Tết | - | -
trước tết có buổi nào | - | -
20/11 | 2022-11-20 | -
ngày nhà giáo Việt Nam | 2022-11-20 | -
quốc khánh | 2023-09-02 | -
8/3 | 2023-03-08 | -
quốc tế phụ nữ | 2023-03-08 | -
30/4 | 2023-04-30 | -
1/5 | 2023-05-01 | -
giỗ tổ Hùng Vương | 2023-04-29 | -
trung thu | 2022-09-10 | -
quý 1 | 2023-01-01..2023-03-31 | -
quý I/2023 | 2023-01-01..2023-03-31 | -
quý thầy cô | - | -
năm 2023 | 2023-01-01..2023-12-31 | -
năm sau | 2023-01-01..2023-12-31 | -
năm học 2022-2023 | - | -
31/02 | - | -
ngày 31/11 | - | -
30/2/2023 | - | -
29/2/2024 | 2024-02-29 | -
ngày 45 | - | -
10/13 | - | -
lớp 5/2 | - | -
phòng 3/4 | - | -
đạt 8/10 điểm | - | -
24/7 | - | -
hoàn thành 3/9 mô đun | - | -
công văn số 12/2022 | - | -
1/2 nội dung | - | -
chào buổi sáng | - | -
chuc buoi toi vui ve | - | -
good morning | - | -
trình chiếu | - | -
trinh chieu | - | -
tài liệu tối ưu | - | -
tôi muốn hỏi | - | -
toi muon hoi | - | -
chuyển sang lớp khác | - | -
cô Mai dạy phòng nào | - | -
co mai day phong nao | - | -
thầy cô mai học ở đâu | 2022-12-09 | -
bây giờ | - | -
hiện nay | - | -
lâu nay | - | -
khoá này | - | -
buổi này | 2022-12-08 | -
buổi sáng học gì | - | morning
còn chiều thì sao | - | afternoon
còn buổi tối | - | evening
7h30 sáng mai | 2022-12-09 | morning
mai 7h30 | 2022-12-09 | -
14h ngày 12/12 | 2022-12-12 | -
7h30 10/12 | 2022-12-10 | -
lúc 2 giờ chiều mai | 2022-12-09 | afternoon
mai à nhầm mốt | 2022-12-10 | -
thứ 7 à nhầm chủ nhật | 2022-12-11 | -
lịch ngày 10 à không, nhầm, ngày 11 | 2022-12-11 | -
không phải mai mà là mốt | 2022-12-10 | -
sáng mai à nhầm chiều mai | 2022-12-09 | afternoon
sáng và chiều mai | 2022-12-09 | -
sáng mai nhầm chiều | 2022-12-09 | afternoon
tuan sau thu 3 | 2022-12-13 | -
sn mùng 9 | 2022-12-09 | -
thứ ba tuần tới | 2022-12-13 | -
kể từ ngày 12/12 | 2022-12-12 | -
buổi 9/12 | 2022-12-09 | -
khóa 2 đợt 1 | - | -
3 giờ nữa | - | -
bao nhiêu tuần | - | -
mô đun 4, 5, 9 | - | -
0912345678 | - | -
4821 | - | -
2022 | - | -
mô đun 4 tuần sau học hôm nào | 2022-12-12..2022-12-18 | -
mô đun 3 tháng sau học ở đâu | 2023-01-01..2023-01-31 | -
lịch lớp 5 tháng 12 | 2022-12-01..2022-12-31 | -
lớp 2 tuần này học buổi nào | 2022-12-05..2022-12-11 | -
lớp 3 ngày nữa khai giảng à | 2022-12-11 | -
tổ 3 tuần tới có sinh hoạt không | 2022-12-12..2022-12-18 | -
đợt 2 tháng 1 bắt đầu ngày nào | 2023-01-01..2023-01-31 | -
đợt 2 tuần sau học ở đâu | 2022-12-12..2022-12-18 | -
khoá 5 tuần tới ai dạy | 2022-12-12..2022-12-18 | -
phòng 3 ngày 12/12 có lớp không | 2022-12-12 | -
tiết 3 ngày 13/12 học gì | 2022-12-13 | -
buổi 3 tuần sau học ở đâu | 2022-12-12..2022-12-18 | -
buổi 2 ngày 15 học gì | 2022-12-15 | -
mô đun 4 ngày 12 học ở đâu | 2022-12-12 | -
mô đun 9 ngày 10 và 11/12 học ở đâu | 2022-12-10..2022-12-11 | -
mô đun 4, 5 ngày 17/12 học ở đâu | 2022-12-17 | -
module 3 thứ 6 học mấy giờ | 2022-12-09 | -
module 4 thứ hai tuần sau học gì | 2022-12-12 | -
mấy buổi 2 tuần tới vậy | 2022-12-09..2022-12-22 | -
nhóm 2 tháng này họp chưa | 2022-12-01..2022-12-31 | -
từ thứ 5 đến 15/12 có học không | 2022-12-15 | -
t7-10/12 học ở đâu | 2022-12-10 | -
thứ 7, 10/12 học ở đâu | 2022-12-10 | -
từ thứ hai đến 15/12 có lịch không | 2022-12-12..2022-12-15 | -
tang 2 ngay 14 hoc phong nao | 2022-12-14 | -
khối 4 tuần sau tập huấn ngày nào | 2022-12-12..2022-12-18 | -
cụm 3 tuần này tập trung ở đâu | 2022-12-05..2022-12-11 | -
bài 4 tuần sau học à | 2022-12-12..2022-12-18 | -
phần 2 tuần tới ai dạy | 2022-12-12..2022-12-18 | -
chuyên đề 2 tuần sau học mấy giờ | 2022-12-12..2022-12-18 | -
cả 2 ngày 10 và 11/12 em đều bận | 2022-12-10..2022-12-11 | -
cả 3 ngày tới có học không | 2022-12-09..2022-12-11 | -
2 ngày nữa học ở đâu | 2022-12-10 | -
2 tuần nữa có lịch không | 2022-12-22 | -
sáng mai, à không, chiều mai em xin vắng nhé | 2022-12-09 | afternoon
mai à không mốt học mấy giờ | 2022-12-10 | -
lịch thứ 6 à quên thứ 7 | 2022-12-10 | -
sáng mai à nhầm chiều mai học ở đâu | 2022-12-09 | afternoon
sáng mai, à nhầm, chiều | 2022-12-09 | afternoon
lịch tuần này, ý em là tuần sau | 2022-12-12..2022-12-18 | -
em hỏi lịch ngày 12/12, à không phải, 13/12 ạ | 2022-12-13 | -
mai, ý tôi là thứ hai, có học không | 2022-12-12 | -
chiều thứ 7, nói lại, sáng chủ nhật học ở đâu | 2022-12-11 | morning
em xin nghỉ ngày 10, sửa lại là ngày 11 | 2022-12-11 | -
không phải mai mà là mốt học ở đâu | 2022-12-10 | -
mai không học à, thứ 7 mới học à | 2022-12-09 | -
mai có học không, thầy ơi | 2022-12-09 | -
mai nghỉ đúng không | 2022-12-09 | -
cho em hỏi chiều 20/12 em vào phòng nào | 2022-12-20 | afternoon
em hỏi sáng thứ hai học ở đâu | 2022-12-12 | morning
xin hỏi chiều mai học mấy giờ | 2022-12-09 | afternoon
em muốn hỏi chiều nay có học không | 2022-12-08 | afternoon
hoi chieu em vang co sao khong | 2022-12-08 | afternoon
cho hỏi tối mốt học gì | 2022-12-10 | evening
chiêu mai học ở đâu | 2022-12-09 | afternoon
sáng 17/12 lớp 3 học phòng mấy | 2022-12-17 | morning
lớp 4A1 thứ sáu tuần sau | 2022-12-16 | -
tuần 2 tháng 12 có buổi nào | 2022-12-08..2022-12-14 | -
tuần thứ 3 của tháng 12 | 2022-12-15..2022-12-21 | -
mô đun 5 từ 12 đến 14/12 học ở đâu | 2022-12-12..2022-12-14 | -
mô đun 4 từ ngày 12 đến ngày 14 | 2022-12-12..2022-12-14 | -
phòng 12 tầng 3 mai ai dạy | 2022-12-09 | -
khoá 2022 tuần sau học gì | 2022-12-12..2022-12-18 | -
lúc 7h30 ngày 12 học phòng 4 phải không | 2022-12-12 | -
ngày 12 tháng 12 lúc 14h học gì | 2022-12-12 | -
20/12/2022 học ở đâu | 2022-12-20 | -
mùng 3 tháng 1 có học không | 2023-01-03 | -
xin nghỉ hai ngày 10 và 11/12 | 2022-12-10..2022-12-11 | -
xin nghỉ 2 buổi 10 và 11/12 | 2022-12-10..2022-12-11 | -
xin nghỉ ba buổi sáng 12, 13, 14/12 | 2022-12-12..2022-12-14 | morning
nghỉ 2 ngày từ 12/12 | 2022-12-12 | -
hôm nay 8/12 học ở đâu | 2022-12-08 | -
thứ 5 tuần sau ngày 15/12 học gì | 2022-12-15 | -
thứ hai ngày 12 tháng 12 | 2022-12-12 | -
cuối tháng 12 nộp bài gì | 2022-12-21..2022-12-31 | -
đầu tuần sau có học không | 2022-12-12..2022-12-13 | -
trước 20/12 nộp gì | 2022-12-20 | -
nộp trước ngày 15 phải không | 2022-12-15 | -
tổ 1 sáng thứ 4, tổ 2 chiều thứ 4 học ở đâu | 2022-12-14 | -
lớp 1 học ngày 12, lớp 2 học ngày nào | 2022-12-12 | -
học từ 7h đến 11h ngày 12/12 phải không | 2022-12-12 | -
em học mô đun 4 mấy giờ ngày mai | 2022-12-09 | -
tối 12 với tối 13 tháng 12 học gì | 2022-12-12..2022-12-13 | evening
3 tháng nữa có lớp không | 2023-03-08 | -
ngày kia học mấy giờ | 2022-12-10 | -
ngày mốt lớp 5 học ở đâu | 2022-12-10 | -
bữa thứ 7 tới học gì | 2022-12-10 | -
tiết 1, 2 sáng mai ai dạy | 2022-12-09 | morning
số 4 tuần sau | 2022-12-12..2022-12-18 | -
mô đun 2 thứ bảy tuần này học ở đâu | 2022-12-10 | -
md3 tuần tới em vắng được không | 2022-12-12..2022-12-18 | -
lớp 1 tháng tới học mấy buổi | 2023-01-01..2023-01-31 | -
chiều 14/12 lớp 2 học phòng nào | 2022-12-14 | afternoon
phòng 201 sáng 15/12 ai dạy | 2022-12-15 | morning
tiết 4 chiều thứ hai học gì | 2022-12-12 | afternoon
cho mình hỏi sáng 18/12 có học không | 2022-12-18 | morning
cho cô hỏi sáng chủ nhật học ở đâu | 2022-12-11 | morning
cho em hỏi tối nay link zoom nào | 2022-12-08 | evening
xin hỏi hôm 16 học gì | 2022-12-16 | -
em hỏi ngày 22 và 23 có lịch không | 2022-12-22..2022-12-23 | -
ngày 22 với 23/12 có lịch không | 2022-12-22..2022-12-23 | -
từ 19 tới 23/12 tập huấn ở đâu | 2022-12-19..2022-12-23 | -
từ ngày 19/12 đến hết ngày 23/12 | 2022-12-19..2022-12-23 | -
từ thứ hai đến thứ tư tuần sau học gì | 2022-12-12..2022-12-14 | -
từ mai đến chủ nhật có buổi nào | 2022-12-09..2022-12-11 | -
từ giờ đến cuối tháng còn mấy buổi | 2022-12-08..2022-12-31 | -
thứ bảy chủ nhật này học gì | 2022-12-10..2022-12-11 | -
t7 cn tuan nay co hoc khong | 2022-12-10..2022-12-11 | -
t2 tuan sau hoc o dau | 2022-12-12 | -
sáng t4 tuần sau học gì | 2022-12-14 | morning
toi t6 hoc may gio | 2022-12-09 | evening
toi mai hoc may gio | 2022-12-09 | evening
mai toi hoc may gio | 2022-12-09 | -
sang mai toi co lich khong | 2022-12-09 | morning
chieu mot hoc dau | 2022-12-10 | afternoon
mốt em nghỉ được không | 2022-12-10 | -
mai, nhầm, thứ hai em xin nghỉ | 2022-12-12 | -
thứ hai, à không phải, thứ ba em xin nghỉ | 2022-12-13 | -
lịch tháng này à ý em là tháng sau | 2023-01-01..2023-01-31 | -
em xin nghỉ chiều thứ 5 à quên sáng thứ 6 | 2022-12-09 | morning
10/12 à nhầm 11/12 học ở đâu | 2022-12-11 | -
không phải chiều mai, sáng mai cơ | 2022-12-09 | morning
đầu tháng 1 có lịch không | 2023-01-01..2023-01-10 | -
giữa tháng 12 có gì | 2022-12-11..2022-12-20 | -
cuối tuần sau học ở đâu | 2022-12-17..2022-12-18 | -
tuần cuối tháng 12 có buổi nào | 2022-12-22..2022-12-31 | -
tuần sau nữa học gì | 2022-12-19..2022-12-25 | -
3 ngày tới có gì | 2022-12-09..2022-12-11 | -
hai tuần tới học mấy buổi | 2022-12-09..2022-12-22 | -
thứ 3 vừa rồi em được ghi có mặt chưa | 2022-12-06 | -
tuần trước em nghỉ mấy buổi | 2022-11-28..2022-12-04 | -
hôm kia em có điểm danh không | 2022-12-06 | -
tháng trước em đi mấy buổi | 2022-11-01..2022-11-30 | -
sáng nay em điểm danh chưa | 2022-12-08 | morning
trưa mai học ở đâu | 2022-12-09 | afternoon
7h sáng mai học phòng nào | 2022-12-09 | morning
14h ngày 12/12 học gì | 2022-12-12 | -
13h30 thứ hai học gì | 2022-12-12 | -
mười hai tháng mười hai học ở đâu | 2022-12-12 | -
ngày mười lăm học gì | 2022-12-15 | -
mùng 5 tháng 1 học gì | 2023-01-05 | -
1/1 có học không | 2023-01-01 | -
1/1/2023 học gì | 2023-01-01 | -
em được 8/10 điểm mô đun 3 | - | -
phòng 12/3 ở đâu | - | -
hoàn thành 3/5 mô đun rồi | - | -
tổ 2 học phòng 5 tầng 3 ở đâu | - | -
em học 24/7 được không | - | -
điểm danh lúc mấy giờ buổi 2 | - | -
mô đun 4 và 5 nộp bài khi nào | - | -
nhắc em trước 2 ngày | - | -
nhắc trước 1 tuần | - | -
em vắng 2 ngày rồi | - | -
đã học 3 tuần rồi còn thiếu gì | - | -
khoá 40 tiết học mấy ngày | - | -
học 2 tháng mới có chứng chỉ à | - | -
cô Mai dạy lớp nào | - | -
thầy Năm dạy mô đun 3 | - | -
tài liệu mô đun năm | - | -
em học 2 tháng rồi | - | -
học 2 tuần rồi | - | -
ngày 2 tháng sau học ở đâu | 2023-01-02 | -
mùng 2 tháng sau học ở đâu | 2023-01-02 | -
em công tác 10 năm rồi | - | -
tuần rồi em vắng | 2022-11-28..2022-12-04 | -
mô đun 4 tuần rồi em vắng | 2022-11-28..2022-12-04 | -
tháng rồi em đi mấy buổi | 2022-11-01..2022-11-30 | -
"""


def parse(rows: str) -> list[tuple[str, str, str]]:
    return [tuple(cell.strip() for cell in row.rsplit("|", 2)) for row in rows.strip().splitlines()]  # type: ignore[misc]


def days(when: When | None) -> str:
    if when is None:
        return "-"
    return str(when.first) if when.first == when.last else f"{when.first}..{when.last}"


@pytest.mark.parametrize(("text", "expected", "part"), parse(ROWS))
def test_on_thursday_8_december_2022(text: str, expected: str, part: str) -> None:
    when, said = read_when(text, THURSDAY)
    assert (days(when), said.value if said else "-") == (expected, part)


def test_there_are_at_least_three_hundred_rows() -> None:
    assert len(parse(ROWS)) >= 300


# now | text | days
EDGES = """
2022-12-08T00:00 | hôm nay | 2022-12-08
2022-12-08T23:59 | mai | 2022-12-09
2022-12-08T00:00 | tối qua | 2022-12-07
2022-12-08T23:59 | đêm nay | 2022-12-08
2022-12-08T00:00 | 1 tuần nữa | 2022-12-15
2022-12-11T23:59 | tuần này | 2022-12-05..2022-12-11
2022-12-12T00:00 | tuần này | 2022-12-12..2022-12-18
2022-12-31T23:59 | ngày mai | 2023-01-01
2022-12-31T23:59 | ngày cuối cùng của tháng | 2022-12-31
2022-12-31T10:00 | từ nay đến hết tháng | 2022-12-31
2022-12-31T10:00 | mùng 1 | 2023-01-01
2022-12-31T10:00 | ngày 30 | 2023-01-30
2022-12-31T10:00 | năm sau | 2023-01-01..2023-12-31
2023-01-01T00:00 | năm nay | 2023-01-01..2023-12-31
2023-01-01T00:00 | ngày cuối cùng của năm nay | 2023-12-31
2023-01-30T08:00 | ngày 30 | 2023-01-30
2023-06-15T08:00 | từ đầu năm đến nay | 2023-01-01..2023-06-15
2024-02-29T08:00 | tháng trước | 2024-01-01..2024-01-31
2023-01-21T08:00 | giao thừa | 2023-01-21
2023-01-21T23:59 | mai | 2023-01-22
2023-01-10T08:00 | từ nay đến tết | 2023-01-10..2023-01-21
2022-12-31T22:00 | mai | 2023-01-01
2022-12-31T22:00 | mốt | 2023-01-02
2022-12-31T08:00 | tuần sau | 2023-01-02..2023-01-08
2022-12-31T08:00 | tháng sau | 2023-01-01..2023-01-31
2022-12-31T08:00 | tháng trước | 2022-11-01..2022-11-30
2023-01-01T08:00 | hôm qua | 2022-12-31
2023-01-01T08:00 | tuần này | 2022-12-26..2023-01-01
2023-01-01T08:00 | tháng trước | 2022-12-01..2022-12-31
2023-01-01T08:00 | 31/12 | 2022-12-31
2023-01-02T08:00 | 30/12 | 2022-12-30
2023-01-31T08:00 | mai | 2023-02-01
2023-01-31T08:00 | một tháng nữa | 2023-02-28
2023-01-31T08:00 | ngày 30 | 2023-01-30
2023-01-31T08:00 | ngày 5 | 2023-02-05
2024-02-28T08:00 | mai | 2024-02-29
2024-02-28T08:00 | mốt | 2024-03-01
2024-02-10T08:00 | cuối tháng | 2024-02-21..2024-02-29
2023-02-10T08:00 | 29/2 | 2024-02-29
2024-01-15T08:00 | ngày 31 tháng 2 | -
2022-12-11T08:00 | cuối tuần | 2022-12-10..2022-12-11
2022-12-11T08:00 | chủ nhật | 2022-12-18
2022-12-11T08:00 | tuần sau | 2022-12-12..2022-12-18
2022-12-12T08:00 | thứ hai | 2022-12-19
2022-12-12T08:00 | thứ hai này | 2022-12-12
2022-12-12T08:00 | tuần này | 2022-12-12..2022-12-18
2022-12-12T08:00 | tuần trước | 2022-12-05..2022-12-11
2023-01-20T08:00 | Tết | 2023-01-22..2023-01-24
2023-01-23T08:00 | mùng 3 Tết | 2023-01-24
2023-01-25T08:00 | mùng 6 Tết | 2023-01-27
2023-06-01T08:00 | Tết | 2024-02-10..2024-02-12
2024-11-01T08:00 | mùng 1 Tết | 2025-01-29
2024-11-01T08:00 | 29 Tết | 2025-01-28
2025-12-01T08:00 | giao thừa | 2026-02-16
2022-12-26T08:00 | noel | 2022-12-25
2023-05-01T08:00 | noel | 2023-12-25
2022-06-10T08:00 | 10/12 | 2022-12-10
2022-06-08T08:00 | 8/12 | 2022-12-08
2022-06-10T08:00 | tháng 12 | 2022-12-01..2022-12-31
2022-06-10T08:00 | tháng 5 | 2022-05-01..2022-05-31
2023-09-30T08:00 | đầu tháng | 2023-10-01..2023-10-10
2023-10-30T08:00 | tuần cuối tháng 10 | 2023-10-22..2023-10-31
"""


@pytest.mark.parametrize(("now", "text", "expected"), parse(EDGES))
def test_at_the_edges_of_days_months_and_years(now: str, text: str, expected: str) -> None:
    when, _ = read_when(text, datetime.fromisoformat(now).replace(tzinfo=ZONE))
    assert days(when) == expected


def test_now_counts_in_the_zone_of_vietnam() -> None:
    late_in_utc = datetime.fromisoformat("2022-12-07T18:00+00:00")  # 1:00 on the 8th in Vietnam
    assert read_date("hôm nay", late_in_utc) == date(2022, 12, 8)


def test_places_point_into_the_text_as_it_was_given() -> None:
    text = "Các ngày 10, 11/12/2022 (Buổi sáng: từ 7h30 – 11h00; Buổi chiều: từ 13h30 – 17h00)"
    found = find_times(text, THURSDAY)
    assert [item.text for item in found] == [
        "10",
        "11/12/2022",
        "Buổi sáng",
        "7h30 – 11h00",
        "Buổi chiều",
        "13h30 – 17h00",
    ]
    assert all(text[item.start : item.end] == item.text for item in found)
    assert found[0].first == date(2022, 12, 10)
    assert found[0].year_given


def test_decomposed_marks_and_invisible_letters_do_not_shift_places() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "Học tối thứ b\u200bảy, ngày 17 tháng 12")
    found = find_times(text, THURSDAY)
    assert [unicodedata.normalize("NFC", item.text) for item in found][1:] == [
        "thứ b\u200bảy",
        "ngày 17 tháng 12",
    ] or found
    assert found[-1].first == date(2022, 12, 17)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dời sang 14h ngày 12/12", date(2022, 12, 12)),
        ("chuyển sang thứ bảy", date(2022, 12, 10)),
        ("lùi sang mai", date(2022, 12, 9)),
        ("tuần sau", None),
        ("", None),
    ],
)
def test_a_single_date_for_the_desk(text: str, expected: date | None) -> None:
    assert read_date(text, THURSDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thứ hai em có bị vắng không", date(2022, 12, 5)),
        ("ngày 5", date(2022, 12, 5)),
        ("ngày 10", date(2022, 11, 10)),
    ],
)
def test_leaning_to_the_past_looks_back(text: str, expected: date) -> None:
    assert read_date(text, THURSDAY, lean="past") == expected
