"""Files that are not what their names say, each with the words that must be said: what it is and what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from hcaudit.load import archives
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.load.sources import Entry
from hcaudit.model.records import Dossier
from tests.unit.load.samples import load_files, orders, rows_of, sentences
from tests.unit.load.writers import (
    frames,
    gzipped,
    html_page,
    html_table,
    mhtml,
    parquet,
    spreadsheetml,
    with_flag,
    xml_row,
    zipped,
)

HEADERS = ("申请编号", "业务类型", "供电单位", "受理时间")
ORDER = ("A1", "高压新装", "城关供电所", "2021-12-03")
LOGIN = (
    "<!DOCTYPE html><html><head><title>统一身份认证</title></head><body><form><table><tr><td>用户名<td><input name=u>"
    '<tr><td>密码<td><input name=p type="password"></table></form></body></html>'
)
ENTITY = '<!DOCTYPE x [<!ENTITY a "{inside}">]><Workbook><Worksheet><Table><Row/></Table></Worksheet></Workbook>'


def tall(count: int) -> str:
    return spreadsheetml({"s": f'<Row ss:Index="{count}"><Cell><Data ss:Type="String">x</Data></Cell></Row>'})


def truncated(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def with_other_packing(data: bytes) -> bytes:
    """Return an archive that says it was packed with a method that is not known."""
    return data.replace(b"PK\x03\x04\x14\x00\x00\x00\x08\x00", b"PK\x03\x04\x14\x00\x00\x00\x63\x00").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"
    )


TRADITIONAL = "申請編號,業務類型,供電單位,受理時間\nA1,高壓新裝,城關供電所,2021-12-03\n".encode("big5")

UNUSABLE: Mapping[str, tuple[Callable[[], bytes | str], tuple[str, ...]]] = {
    "失败.xlsx": (lambda: b'{"code":403,"msg":"denied"}', ("JSON", "导出失败", "code 403: denied", "重新导出")),
    "失败二.xls": (
        lambda: '{"success":false,"data":{"errMsg":"没有权限"}}'.encode("gbk"),
        ("JSON", "没有权限"),
    ),
    "失败三.csv": (lambda: b'[{"a":1},{"a":2}]', ("JSON", '[{"a":1}')),
    "失败四.xlsx": (
        lambda: '{"code":403,"msg":"没有权限"}'.encode("utf-16"),
        ("JSON", "code 403: 没有权限"),
    ),
    "登录二.xls": (lambda: "<form><input type=password></form>", ("的内容是登录页，", "重新登录")),
    "跳转.xls": (lambda: "<script>top.location.href='/login'</script>", ("没有文字，也没有表格", "重新登录")),
    "打包.tar": (lambda: b"a.csv".ljust(257, b"\x00") + b"ustar\x0000", ("压缩方式", "普通 zip")),
    "长.json": (lambda: '{"message":"' + "很长" * 100 + '"}', ("很长很长", "…")),
    "登录.xls": (lambda: LOGIN, ("登录页", "统一身份认证", "重新登录")),
    "网关.xlsx": (
        lambda: "<html><title>502 Bad Gateway</title><body><h1>502 Bad Gateway</h1>nginx</body></html>",
        ("网页", "502 Bad Gateway nginx", "重新导出"),
    ),
    "提示.xls": (lambda: "<script>alert('会话超时')</script><p>请重新登录</p>", ("网页", "请重新登录")),
    "框架.xls": (lambda: frames({"a.files/sheet001.htm": "在途"}), ("框架页", ".files", "另存为 .xlsx")),
    "无关.xls": (lambda: html_page(html_table([("甲", "乙"), ("1", "2")])).encode("gbk"), ("前 60 行", "表头")),
    "对象.xml": (
        lambda: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>已过期</Message></Error>',
        ("XML", "Error：AccessDenied 已过期"),
    ),
    "空表.xls": (lambda: spreadsheetml({"s": ""}), ("空文件",)),
    "半个.xml": (lambda: truncated(spreadsheetml({"s": xml_row(HEADERS)}).encode()), ("XML 表格", "第", "重新导出")),
    "实体.xls": (lambda: ENTITY.format(inside="x" * 9), ("XML 表格", "DTD")),
    "远处.xls": (lambda: tall(2_000_000), ("行列数", "来源")),
    "压缩.zip": (lambda: zipped({}), ("空的压缩包",)),
    "截断.zip": (lambda: truncated(zipped({"a.csv": orders({})})), ("压缩包不完整", "没有下载完", "重新下载")),
    "截断.gz": (lambda: truncated(gzipped(orders({}).encode())), ("压缩包不完整", "没有下载完", "重新下载")),
    "炸弹.gz": (lambda: gzipped(bytes(200 << 20)), ("解压到", "MB", "来源")),
    "文件多.zip": (lambda: zipped({f"{n}.csv": "x" for n in range(1001)}), ("1001 个文件", "1000")),
    "图.png": (lambda: b"\x89PNG\r\n\x1a\n", ("图片", "CSV 或 .xlsx")),
    "报表.pdf": (lambda: b"%PDF-1.7", ("PDF", "CSV 或 .xlsx")),
    "说明.xlsx": (lambda: zipped({"[Content_Types].xml": "", "word/document.xml": ""}), ("Word", "CSV 或 .xlsx")),
    "富文本.xls": (lambda: rb"{\rtf1\ansi}", ("Word", "CSV 或 .xlsx")),
    "乱.bin": (lambda: b"\x00\x01\x02\x03", ("不是文本", "CSV 或 .xlsx")),
    "空白.xls": (lambda: " \r\n\t \r\n" * 5000, ("空文件",)),
    "零.csv": (lambda: bytes(9000), ("空文件",)),
    "半截.parquet": (lambda: truncated(parquet(pa.table({"a": [1]}))), ("Parquet", "重新导出")),
    "空.mht": (lambda: mhtml({"a.htm": "<p>没有表</p>".encode("gbk")}), ("网页", "没有表格")),
    "繁体.csv": (lambda: TRADITIONAL, ("Big5", "--encoding big5", "CSV UTF-8")),
    "大半.csv": (
        lambda: ",".join(HEADERS).encode() + "\nA1,高压新装,城关,2021-12-03".encode("gbk") * 3,
        ("UTF-8", "第 2 行", "分别导出"),
    ),
}

INSIDE: Mapping[str, tuple[Callable[[], bytes], str, tuple[str, ...]]] = {
    "密码.zip": (lambda: with_flag(zipped({"a.csv": orders({})}), 1), "密码.zip/a.csv", ("解压密码", "不设密码")),
    "方式.zip": (
        lambda: with_other_packing(zipped({"a.csv": orders({})})),
        "方式.zip/a.csv",
        ("压缩方式", "普通 zip"),
    ),
    "套.zip": (
        lambda: zipped({"b.zip": zipped({"c.zip": zipped({"a.csv": orders({})})})}),
        "套.zip/b.zip/c.zip",
        ("压缩包里的压缩包", "解压后"),
    ),
    "里面坏.zip": (lambda: zipped({"a.xlsx": b'{"code":1}'}), "里面坏.zip/a.xlsx", ("JSON", "导出失败")),
    "校验.zip": (
        lambda: zipped({"a.csv": orders({})}, packing=zipfile.ZIP_STORED).replace(b"2021", b"2020", 1),
        "校验.zip/a.csv",
        ("损坏的压缩包", "重新下载"),
    ),
}


def told(dossier: Dossier, words: tuple[str, ...]) -> None:
    said = "\n".join(sentences(dossier))
    assert [word for word in words if word not in said] == []
    assert not any("{" in sentence.replace('[{"a"', "").replace('{"a"', "") for sentence in sentences(dossier, "en"))


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_is_named(tmp_path: Path, name: str) -> None:
    content, words = UNUSABLE[name]
    dossier = load_files(tmp_path, {name: content(), "好.csv": orders({}, {})})
    assert dossier.unusable == (name,)
    assert len(dossier.records["orders"]) == 2
    told(dossier, words)


@pytest.mark.parametrize("name", INSIDE)
def test_what_cannot_be_used_in_an_archive_is_named(tmp_path: Path, name: str) -> None:
    content, member, words = INSIDE[name]
    dossier = load_files(tmp_path, {name: content()})
    assert dossier.unusable == (member,)
    told(dossier, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A file that is read though something is wrong with it."""

    content: bytes
    says: tuple[str, ...]
    units: tuple[str | None, ...]


GOOD = orders({"申请编号": "A1"}, {"申请编号": "A2"})
OTHER = "A3,低压居民新装,双柳供电所,2021-12-03\n"
BOTH = ("城关供电所", "城关供电所")

DAMAGED = {
    "混.csv": Damaged(
        content=GOOD.encode() + OTHER.encode("gbk"), says=("1 行", "utf-8", "分别导出", "无法识别"), units=(*BOTH, None)
    ),
    "混二.csv": Damaged(
        content=GOOD.encode("gbk") + OTHER.encode(), says=("gb18030", "分别导出", "无法识别"), units=(*BOTH, None)
    ),
    "半字.csv": Damaged(
        content=GOOD.encode("gbk") + b"A3,\xb8\xdf\xd1\xb9\xd0\xc2\xd7\xb0,\xb3\xc7\xb9,2021-12-03\n",
        says=("城�", "无法解码"),
        units=(*BOTH, None),
    ),
    "截断.csv": Damaged(content=(GOOD + OTHER).encode()[:-13], says=("没有下载完整", "无法解码"), units=BOTH),
    "混.xls": Damaged(
        content=html_page(html_table([HEADERS, ORDER, ("A2", "高压新装", "双柳供电所", "2021-12-03")]))
        .encode("gbk")
        .replace(
            "<td>A2</td><td>高压新装</td><td>双柳供电所".encode("gbk"),
            "<td>A2</td><td>高压新装</td><td>双柳供电所".encode(),
        ),
        says=("1 行", "gb18030", "分别导出", "无法识别"),
        units=("城关供电所", None),
    ),
    "坏字.xls": Damaged(
        content=html_page(html_table([HEADERS, ORDER, ("A2", *ORDER[1:])]))
        .encode("gbk")
        .replace(b"\xb3\xc7", b"\xb3\xff", 1),
        says=("gb18030", "无法解码"),
        units=(None, "城关供电所"),
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_not_decodable_is_unreadable_and_not_garbage(tmp_path: Path, name: str) -> None:
    damaged = DAMAGED[name]
    dossier = load_files(tmp_path, {name: damaged.content})
    assert dossier.unusable == ()
    told(dossier, damaged.says)
    units = [unit for (unit,) in rows_of(dossier.records["orders"], "unit")]
    assert tuple(units) == damaged.units
    assert not any("�" in (unit or "") for unit in units)


def test_the_row_at_which_another_encoding_begins_is_named(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"混.csv": GOOD.encode("gbk") + OTHER.encode()})
    first = dossier.problems.to_pylist()[0]
    assert (first["problem"], first["source_row"]) == ("load.problem-mixed-encodings", 4)


def test_nothing_leaves_an_archive() -> None:
    data = zipped({"../../etc/passwd": "x", "C:\\temp\\a.csv": "x", "/b.csv": "x", "..": "x"})
    entries = list(archives.unpacked([Entry(name="z.zip", read=lambda: data)]))
    assert [entry.name for entry in entries] == ["z.zip/etc/passwd", "z.zip/C:/temp/a.csv", "z.zip/b.csv", "z.zip/?"]


def test_what_comes_out_of_all_members_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ARCHIVE_BYTES", 3000)
    data = zipped({f"{n}.csv": bytes(1000) for n in range(5)}, packing=zipfile.ZIP_STORED)
    sizes = []
    for entry in archives.unpacked([Entry(name="z.zip", read=lambda: data)]):
        try:
            sizes.append(len(entry.read() if entry.read else b""))
        except UnusableFileError as error:
            sizes.append(str(error).count("解压到"))
    assert sizes == [1000, 1000, 1000, 1, 1]


def test_a_million_nested_archives_are_not_opened() -> None:
    inner = zipped({"a.csv": "x"})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(600):
            package.writestr(f"{number}.zip", inner)
    entries = list(archives.unpacked([Entry(name="z.zip", read=stream.getvalue)]))
    assert len(entries) == 600
    with pytest.raises(UnusableFileError, match="超过上限"):
        entries[-1].read()  # type: ignore[misc]
