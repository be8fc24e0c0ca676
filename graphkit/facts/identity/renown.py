"""Names under which large firms of the trade are known besides their own, in other languages and as brands.

Where no letter and no sound leads from one name to the other (蔚来, NIO), it can only be known. These give candidates;
a native name or alias in a table says the same for any other firm, and there it merges.
"""

from __future__ import annotations

from functools import cache

#: A firm a line, its names parted by commas, without legal forms and words such as motor, battery or group.
_FIRMS = """
toyota, 丰田, 豊田, トヨタ, 토요타, 도요타
honda, 本田, ホンダ, 혼다
nissan, 日产, 日産, ニッサン, 닛산
mazda, 马自达, マツダ, 마쓰다
subaru, 斯巴鲁, スバル
suzuki, 铃木, スズキ
mitsubishi, 三菱
isuzu, 五十铃, いすゞ
lexus, 雷克萨斯, レクサス
hyundai, 现代, 현대
kia, 起亚, 기아
genesis, 捷尼赛思, 제네시스
tesla, 特斯拉, 테슬라, テスラ
ford, 福特, 포드
general motors, gm, 通用汽车, 제너럴모터스, 지엠
chevrolet, chevy, 雪佛兰
cadillac, 凯迪拉克
buick, 别克
stellantis, 斯特兰蒂斯
volkswagen, vw, 大众, 폭스바겐
audi, 奥迪, 아우디
porsche, 保时捷, 포르쉐
bmw, 宝马, bayerische motoren werke
mercedes benz, mercedes, daimler, 梅赛德斯奔驰, 奔驰, 戴姆勒, 벤츠
volvo, 沃尔沃, 볼보
polestar, 极星, 폴스타
renault, 雷诺, 르노
peugeot, 标致
citroen, 雪铁龙
fiat, 菲亚特
jaguar land rover, jlr, 捷豹路虎
rivian, 里维安
byd, 比亚迪, 비야디, ビーワイディー
findreams, 弗迪
nio, 蔚来, 니오
xpeng, xiaopeng, 小鹏, 샤오펑
li auto, lixiang, 理想, 리오토
leapmotor, 零跑
zeekr, 极氪, 지커
geely, 吉利, 지리
great wall, gwm, 长城
chery, 奇瑞
changan, 长安
dongfeng, 东风
saic, 上汽, 上海汽车
gac, 广汽, 广州汽车
baic, 北汽, 北京汽车
faw, 一汽, 第一汽车
jac, 江淮
hongqi, 红旗
voyah, 岚图
avatr, 阿维塔
seres, 赛力斯, aito, 问界
im motors, 智己
roewe, 荣威
mg, 名爵
wuling, 五菱
neta, hozon, 哪吒, 合众
denza, 腾势
yangwang, 仰望
vinfast, 빈패스트
xiaomi, 小米, 샤오미
huawei, 华为, 화웨이
catl, contemporary amperex, 宁德时代, 닝더스다이, 寧德時代
atl, amperex, 东莞新能源科技, 宁德新能源
calb, 中创新航, 中航锂电, 中創新航
gotion, 国轩高科, 国轩, guoxuan
eve, 亿纬锂能, 亿纬
sunwoda, 欣旺达
svolt, 蜂巢
farasis, 孚能
lishen, 力神
rept, rept battero, 瑞浦兰钧, 瑞浦
hithium, 海辰
great power, 鹏辉
bak, 比克
envision aesc, aesc, 远景动力
welion, 卫蓝
qingtao, 清陶
ganfeng, 赣锋锂业, 赣锋
tianqi, 天齐锂业, 天齐
hina, 中科海钠
narada, 南都
coslight, 光宇
yinlong, 银隆
lg energy solution, lges, lgensol, lg新能源, lg에너지솔루션, 엘지에너지솔루션
lg chem, lg化学, lg화학, 엘지화학
samsung sdi, 三星sdi, 삼성sdi
sk on, sk온, 에스케이온
sk innovation, sk创新, sk이노베이션
posco, 浦项, 포스코
posco future m, posco chemical, 포스코퓨처엠, 포스코케미칼
ecopro bm, 에코프로비엠
l and f, 엘앤에프
panasonic, 松下, パナソニック, 파나소닉
murata, 村田
sony, 索尼, ソニー
hitachi, 日立
toshiba, 东芝, 東芝
gs yuasa, 汤浅, ジーエスユアサ
sanyo, 三洋
asahi kasei, 旭化成
toray, 东丽, 東レ
ube, 宇部
sumitomo, 住友
idemitsu, 出光
murata manufacturing, 村田制作所
toyota tsusho, 丰田通商, 豊田通商
denso, 电装, デンソー
bosch, 博世, 보쉬
siemens, 西门子
basf, 巴斯夫, 바스프
umicore, 优美科, 유미코아
albemarle, 雅保, 雅宝
sqm, sociedad quimica y minera de chile
livent, allkem, arcadium
glencore, 嘉能可
foxconn, hon hai, hon hai precision industry, 鸿海, 富士康
apple, 苹果
capchem, 新宙邦
tinci, 天赐
semcorp, 恩捷
btr, 贝特瑞
shanshan, 杉杉
putailai, ptl, 璞泰来
kaijin, 凯金
ronbay, 容百
easpring, 当升
reshine, 瑞翔
xtc, xiamen tungsten, 厦门钨业, 厦钨
cngr, 中伟
gem, 格林美
brunp, 邦普
huayou, 华友钴业, 华友
cmoc, china molybdenum, 洛阳钼业
zijin, 紫金矿业
hunan yuneng, yuneng, 裕能
dynanonic, 德方纳米
ningbo shanshan, 宁波杉杉
wuxi lead, lead intelligent, 先导智能
yinghe, 赢合
ja solar, 晶澳
jinko, jinkosolar, 晶科
trina, 天合
longi, 隆基
canadian solar, 阿特斯
sungrow, 阳光电源
qcells, hanwha qcells, 한화큐셀
tsinghua, 清华
solvay, 索尔维
arkema, 阿科玛
"""


@cache
def _known() -> dict[str, str]:
    out: dict[str, str] = {}
    for line in _FIRMS.strip().splitlines():
        names = [name.strip() for name in line.split(",")]
        for name in names:
            out.setdefault(name, names[0])
            out.setdefault(name.replace(" ", ""), names[0])
    return out


def known_as(*keys: str) -> str:
    """The first name in the list of the firm that goes by one of these, the first that is in it; else blank."""
    return next((found for key in keys if (found := _known().get(key))), "")
