"""What words in names of firms mean in other languages, and which are places: for candidates only.

Characters are simplified, letters without accents and in lower case, as in keys of names. A word that is missing here
costs a candidate, a wrong one a curator's glance; nothing is merged by them.
"""

from __future__ import annotations

from functools import cache

#: Words in characters, then what they mean: `动力电池 power battery`. Longer ones are looked for first.
_WORDS = """
动力电池 power battery; 锂离子电池 lithium battery; 锂电池 lithium battery; 锂电 lithium battery; 锂电子 lithium
battery; 蓄电池 battery; 电池 battery; 新能源汽车 new energy motor; 新能源 new energy; 能源 energy; 新材料 new
material; 材料 material; 新技术 new technology; 高科技 technology; 科技 technology; 技术 technology; 高新
technology; 电子 electronic; 电器 electric; 电气 electric; 电力 power; 电源 power; 电动车 electric motor; 电动
electric; 动力 power; 储能 storage; 太阳能 solar; 光伏 solar; 风电 wind; 汽车工业 motor industry; 汽车制造 motor;
汽车 motor; 化学 chemical; 化工 chemical; 锂业 lithium; 锂能 lithium energy; 钴业 cobalt; 实业 industry; 工业
industry; 制造 manufacturing; 智能 intelligent; 控股 holding; 集团 group; 国际 international; 发展 development; 精密
precision; 机械 machinery; 设备 equipment; 通信 communication; 有色金属 nonferrous metal; 金属 metal; 钢铁 steel;
石油 petroleum; 科学院 academy science; 研究院 research institute; 研究所 research institute; 研究中心 research
center; 大学 university; 公司 company; 自动车 motor; 産业 industry; 电気 electric; 电机 electric; 化学工业 chemical
industry; 制作所 manufacturing; 商事 trading; バッテリー battery; エネルギー energy; エナジー energy; モーター
motor; ホールディングス holding; グループ group; 배터리 battery; 에너지솔루션 energy solution; 에너지 energy; 자동차
motor; 모터스 motor; 전자 electronic; 전기 electric; 화학 chemical; 케미칼 chemical; 소재 material; 머티리얼즈
material; 산업 industry; 공업 industry; 중공업 heavy industry; 홀딩스 holding; 그룹 group; 과학원 academy science;
대학교 university; 연구원 research institute; 연구소 research institute; 기술 technology; 테크놀로지 technology;
정밀 precision; 태양광 solar; 풍력 wind;
"""
#: Places in characters with their names in letters; as they begin names of firms.
_PLACES = """
中国 china; 中华人民共和国 china; 중국 china; 日本 japan; 일본 japan; 韩国 korea; 한국 korea; 美国 america; 미국
america; 德国 germany; 北京 beijing; 上海 shanghai; 天津 tianjin; 重庆 chongqing; 广州 guangzhou; 深圳 shenzhen;
东莞 dongguan; 惠州 huizhou; 珠海 zhuhai; 佛山 foshan; 中山 zhongshan; 江门 jiangmen; 肇庆 zhaoqing; 南京 nanjing;
苏州 suzhou; 无锡 wuxi; 常州 changzhou; 南通 nantong; 扬州 yangzhou; 盐城 yancheng; 徐州 xuzhou; 昆山 kunshan; 溧阳
liyang; 杭州 hangzhou; 宁波 ningbo; 温州 wenzhou; 嘉兴 jiaxing; 湖州 huzhou; 绍兴 shaoxing; 金华 jinhua; 台州
taizhou; 衢州 quzhou; 合肥 hefei; 芜湖 wuhu; 滁州 chuzhou; 福州 fuzhou; 厦门 xiamen; 泉州 quanzhou; 宁德 ningde;
南昌 nanchang; 赣州 ganzhou; 宜春 yichun; 新余 xinyu; 济南 jinan; 青岛 qingdao; 烟台 yantai; 枣庄 zaozhuang; 郑州
zhengzhou; 洛阳 luoyang; 新乡 xinxiang; 武汉 wuhan; 荆门 jingmen; 宜昌 yichang; 襄阳 xiangyang; 长沙 changsha; 湘潭
xiangtan; 株洲 zhuzhou; 成都 chengdu; 宜宾 yibin; 遂宁 suining; 绵阳 mianyang; 贵阳 guiyang; 昆明 kunming; 西安
xian; 西宁 xining; 兰州 lanzhou; 沈阳 shenyang; 大连 dalian; 长春 changchun; 哈尔滨 harbin; 石家庄 shijiazhuang;
保定 baoding; 唐山 tangshan; 太原 taiyuan; 南宁 nanning; 柳州 liuzhou; 海口 haikou; 香港 hong kong; 台湾 taiwan;
台北 taipei; 广东 guangdong; 江苏 jiangsu; 浙江 zhejiang; 安徽 anhui; 福建 fujian; 江西 jiangxi; 山东 shandong; 河南
henan; 河北 hebei; 湖北 hubei; 湖南 hunan; 四川 sichuan; 贵州 guizhou; 云南 yunnan; 陕西 shaanxi; 山西 shanxi; 甘肃
gansu; 青海 qinghai; 辽宁 liaoning; 吉林 jilin; 黑龙江 heilongjiang; 广西 guangxi; 海南 hainan; 内蒙古 inner
mongolia; 新疆 xinjiang; 西藏 tibet; 宁夏 ningxia; 东京 tokyo; 大阪 osaka; 京都 kyoto; 名古屋 nagoya; 서울 seoul;
울산 ulsan; 包头 baotou; 淄博 zibo; 镇江 zhenjiang; 泰州 taizhou; 湛江 zhanjiang; 汕头 shantou;
"""
#: Words in letters, in other languages and forms, under one that stands for all: the first.
_SAME = """
university universitat universite universita universidad universidade universitet universiteit univerzita
uniwersytet yliopisto universitetet universitaet; institute institut instituto istituto instytut institutt;
technology technologies technical technische technischer tekniska teknisk tekniske technique techniques tecnologia
tecnologico tecnologica tecnologias teknologi teknologisk technologique technologiques technologie technologien
teknikk teknik technik techniek tecnica; polytechnic polytechnique politecnico polytechnische polytechnical
politechnika politecnica; school ecole escuela hogskola hogskole hochschule hogeschool; research recherche
recherches forschung forschungs ricerca ricerche investigacion investigaciones onderzoek forskning; center centre
centro zentrum centrum forschungszentrum; national nationale nationales nationaal nazionale nacional; federal
federale bundes eidgenossische; society gesellschaft societe sociedad societa selskab selskap; association
asociacion verein verband associazione associacao; foundation stiftung fundacion fondation fondazione stiftelse
stichting; council consejo conseil consiglio; academy akademie academie academia akademi; science sciences
wissenschaft wissenschaften scientifique scientifiques cientificas cientifica scienze scientific; battery batteries
batterie batterien bateria baterias batteria batterij batterijen batteri batterier akku akkumulatoren; energy
energie energia energi energien; material materials materiaux materiali materiales materialien; chemistry chemie
chimie chimica quimica kemi; electronic electronics electronique elektronik elektronikk electronica elettronica;
motor motors auto automotive automobile automobiles automobil automobili;
"""
#: The same of countries, which are places too.
_COUNTRIES = """
china chinese; denmark danish danmarks dansk danske danmark; norway norwegian norges norsk norske; sweden swedish
svenska svensk; finland finnish suomen; germany german deutsche deutsches deutscher; france french francais
francaise; spain spanish espana espanol espanola; italy italian italiano italiana; switzerland swiss suisse
schweizer schweizerische; netherlands dutch nederlandse; japan japanese; korea korean; europe european europeen
europeenne europaische europaisches; austria austrian osterreichische; america american usa us;
"""
_FREE = frozenset(
    ("of", "the", "and", "for", "de", "la", "le", "des", "du", "der", "die", "und", "fur", "et", "di", "co")
)
_LONGEST = 8
#: Letters of each part of a compound.
_PART = 4


def folded(token: str) -> str:
    """A word in letters as the one that stands for it in all languages: `university` of `universitat`."""
    return _folds().get(token, token)


def words_of(token: str) -> tuple[str, ...]:
    """A word in letters as what stands for it, of a compound each: `("energy", "technology")` of `energiteknikk`."""
    folds = _folds()
    if token in folds:
        return (folds[token],)
    for at in range(_PART, len(token) - _PART + 1):
        if token[:at] in folds and token[at:] in folds:
            return (folds[token[:at]], folds[token[at:]])
    return (token,)


def is_place(token: str) -> bool:
    """True for a word in letters that names a town, province or country, which many firms have in their names."""
    return token in _place_words()


def read(key: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """A key in characters as what is left of it, the places and the words in it, these in English.

    `("海基", {"jiangsu"}, {"new", "energy"})` of `江苏海基新能源`. The rest is blank where all of it is known.
    """
    rest: list[str] = []
    places: set[str] = set()
    words: set[str] = set()
    at = 0
    known = _characters()
    while at < len(key):
        for end in range(min(len(key), at + _LONGEST), at, -1):
            found = known.get(key[at:end])
            if found is not None:
                place, told = found
                (places if place else words).update(told)
                at = end
                if place and key[at : at + 1] in ("市", "省"):
                    at += 1
                break
        else:
            rest.append(key[at])
            at += 1
    return "".join(rest).strip(), frozenset(places), frozenset(words)


def meant(tokens: tuple[str, ...]) -> frozenset[str]:
    """What words in letters mean where they are places and words of the trade alone, with a place; else nothing."""
    found = frozenset(t for token in tokens for t in words_of(token) if t not in _FREE)
    return found if found <= _vocabulary() and any(map(is_place, found)) else frozenset()


def _groups(text: str) -> list[list[str]]:
    """The groups of a list, each its words."""
    return [words for group in text.split(";") if (words := group.split())]


@cache
def _folds() -> dict[str, str]:
    return {word: group[0] for group in _groups(_SAME + _COUNTRIES) for word in group}


@cache
def _characters() -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Each known run of characters: whether it is a place, and its words in letters."""
    return {
        name: (place, tuple(map(folded, words)))
        for place, text in ((False, _WORDS), (True, _PLACES))
        for name, *words in _groups(text)
    }


@cache
def _place_words() -> frozenset[str]:
    towns = (word for place, words in _characters().values() if place for word in words)
    return frozenset(towns) | {group[0] for group in _groups(_COUNTRIES)}


@cache
def _vocabulary() -> frozenset[str]:
    """All words in letters that are known, by those that stand for them."""
    return frozenset(word for _, words in _characters().values() for word in words) | {*_folds().values()}
