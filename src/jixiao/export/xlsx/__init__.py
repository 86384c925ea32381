"""The Excel workbook for people. Alone knows XlsxWriter."""

from jixiao.export.xlsx.book import workbook
from jixiao.export.xlsx.links import Locate

__all__ = ["Locate", "workbook"]
