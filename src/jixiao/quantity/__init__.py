"""Parsed values beside the printed ones: targets, amounts, shares, Chinese numerals, numbers in prose.

Nothing here changes what is printed, and no string makes it fail. What is not sure is left open (None), not guessed.

>>> def show(text):
...     t = parse_target(text)
...     print(f"{text}: {t.kind}", *(f"{name}={value}" for name, value in t.as_dict().items() if name != "kind"))
>>> for text in ("≥107万平方米", "1-2万元/年", "±10%以内", "≤1起", "=100元/万元", "95%以上", "1.5‰"):
...     show(text)
≥107万平方米: quantitative operator=≥ number=107 unit=万平方米 base_unit=平方米 scaled=1070000
1-2万元/年: quantitative operator=range unit=万元/年 base_unit=元/年 low=1 high=2 scaled_low=10000 scaled_high=20000
±10%以内: quantitative operator=± number=10 unit=% base_unit=% scaled=10 low=-10 high=10 scaled_low=-10 scaled_high=10
≤1起: quantitative operator=≤ number=1 unit=起 base_unit=起 scaled=1
=100元/万元: quantitative operator== number=100 unit=元/万元 base_unit=元/万元 scaled=100
95%以上: quantitative operator=≥ number=95 unit=% base_unit=% scaled=95
1.5‰: quantitative number=1.5 unit=‰ base_unit=% scaled=0.15
>>> for text in ("下降≥3%", "提升10个百分点", "提高到95%", "约十五个", "≥4.5分（满分5分）", "1：3", "男5人，女6人"):
...     show(text)
下降≥3%: quantitative operator=≥ number=3 unit=% base_unit=% scaled=3 change=fall words=['下降']
提升10个百分点: quantitative number=10 unit=个百分点 base_unit=百分点 scaled=10 change=rise words=['提升']
提高到95%: quantitative number=95 unit=% base_unit=% scaled=95 words=['提高到']
约十五个: quantitative number=15 unit=个 base_unit=个 scaled=15 approx=True
≥4.5分（满分5分）: quantitative operator=≥ number=4.5 unit=分 base_unit=分 scaled=4.5 words=['满分5分']
1：3: quantitative ratio=['1', '3']
男5人，女6人: quantitative
>>> for text in ("2023年6月", "12月31日前", "2023年12月底前", "第四季度", "2022年1月-6月", "3-5年", "24小时内"):
...     show(text)
2023年6月: date year=2023 month=6
12月31日前: date month=12 day=31 deadline=True
2023年12月底前: date year=2023 month=12 part=底 deadline=True
第四季度: date month=12 since={'month': 10}
2022年1月-6月: date year=2022 month=6 since={'year': 2022, 'month': 1}
3-5年: quantitative operator=range unit=年 base_unit=年 low=3 high=5 scaled_low=3 scaled_high=5
24小时内: quantitative operator=≤ number=24 unit=小时 base_unit=小时 scaled=24
>>> for text in ("显著提升", "控制在预算资金内", "-", "无", "≥**%"):
...     show(text)
显著提升: qualitative
控制在预算资金内: qualitative
-: blank
无: blank
≥**%: blank
"""

from jixiao.quantity.amounts import parse_amount, parse_share
from jixiao.quantity.model import Amount, Change, Kind, Moment, Number, Operator, Role, Target, UnitSource
from jixiao.quantity.numerals import chinese_number
from jixiao.quantity.running import numbers_in
from jixiao.quantity.targets import parse_target

__all__ = [
    "Amount",
    "Change",
    "Kind",
    "Moment",
    "Number",
    "Operator",
    "Role",
    "Target",
    "UnitSource",
    "chinese_number",
    "numbers_in",
    "parse_amount",
    "parse_share",
    "parse_target",
]
