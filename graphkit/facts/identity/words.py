"""Words that many names share, so that a name of nothing else tells nobody from another."""

from __future__ import annotations

#: In keys of names: lower case, simplified characters.
COMMON = frozenset(
    (
        "battery", "batteries", "cell", "cells", "pack", "packs", "module", "modules", "energy", "new", "technology",
        "technologies", "tech", "material", "materials", "lithium", "motor", "motors", "auto", "automotive",
        "automobile", "car", "cars", "vehicle", "vehicles", "electric", "ev", "evs", "group", "holding", "holdings",
        "company", "firm", "industry", "industries", "industrial", "factory", "plant", "manufacturer",
        "manufacturing", "maker", "supplier", "customer", "solar", "power", "storage", "system", "systems",
        "international", "university", "universitat", "universiteit", "universite",
        "universidad", "institute", "institut", "instituto", "research", "centre", "center", "forschungszentrum",
        "laboratory", "laboratories", "society", "gesellschaft", "association", "foundation", "national", "council",
        "science", "sciences", "academy", "school", "polytechnic", "engineering", "大学", "研究院", "研究所", "科学院",
        "global", "and", "of", "the", "d", "et", "la", "le", "les", "des", "du", "del", "di", "da", "und", "der", "die",
        "fur",
        "for", "de", "新能源", "科技", "新能源科技", "能源", "能源科技", "电池", "动力电池", "材料", "新材料", "汽车",
        "技术", "集团", "动力", "储能", "公司", "工厂", "企业", "배터리", "에너지", "전기차", "バッテリー",
        "エネルギー",
    )
)  # fmt: skip
#: What stands in a cell instead of a name.
PLACEHOLDERS = frozenset(
    (
        "unknown", "tbd", "tbc", "na", "n a", "none", "nil", "various", "others", "other", "undisclosed", "unnamed",
        "not disclosed", "not available", "to be determined", "to be confirmed", "multiple", "several",
        "confidential", "anonymous", "test", "example", "misc", "miscellaneous", "total", "未知", "其他", "其它",
        "不详", "未披露", "待定", "多家", "その他", "不明", "기타", "미정",
    )
)  # fmt: skip
#: Hosts under which many firms have a page.
SHARED_HOSTS = frozenset(
    (
        "facebook.com", "linkedin.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "wikipedia.org",
        "en.wikipedia.org", "wikidata.org", "google.com", "sites.google.com", "github.com", "github.io",
        "crunchbase.com", "bloomberg.com", "reuters.com", "alibaba.com", "1688.com", "made-in-china.com",
        "globalsources.com", "tradeindia.com", "indiamart.com", "amazon.com", "ebay.com", "wordpress.com",
        "blogspot.com", "weebly.com", "wixsite.com", "medium.com", "qcc.com", "tianyancha.com", "baidu.com",
        "baike.baidu.com", "weibo.com", "zhihu.com", "naver.com",
    )
)  # fmt: skip
#: Words that give no letter to an abbreviation, or may give one.
FREE = frozenset(
    (
        "group", "holding", "holdings", "of", "and", "the", "co", "company", "corp", "corporation", "limited", "ltd",
        "inc", "ag", "se", "plc",
    )
)  # fmt: skip
