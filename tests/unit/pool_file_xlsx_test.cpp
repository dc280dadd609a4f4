#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "source/pools/xlsx_values.hpp"
#include "unit/pool_texts.hpp"
#include "unit/xlsx_parts.hpp"

using namespace sydac::compiler;

namespace {

std::string of(const xlsx::Parts& parts) { return read_text(xlsx::archive(parts), "c.xlsx"); }

std::string of_rows(const std::string& rows, const std::string& shared = "", const std::string& styles = "") {
  return of(xlsx::workbook(rows, shared, styles));
}

std::string with(const std::string& name, const std::string& text) {
  xlsx::Parts parts = xlsx::workbook("<row><c><v>1</v></c></row>");
  parts[name] = text;
  return of(parts);
}

std::string without(const std::string& name) {
  xlsx::Parts parts = xlsx::workbook("<row><c><v>1</v></c></row>");
  parts.erase(name);
  return of(parts);
}

std::string file_of(const std::string& name) {
  std::ifstream in(SYDAC_SOURCE_DIR "/tests/pools/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::string kHead = R"(<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>)";

}  // namespace

TEST_CASE("a sheet with every kind of value") {
  const std::string shared =
      R"(<si><t>city</t></si><si><r><t xml:space="preserve">New </t></r><r><t>York</t></r><rPh><t>x</t></rPh></si><si><t> </t></si>)";
  const std::string rows = R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>n &amp; m</t></is></c></row>
    <row r="4" spans="1:2"><c r="A4" t="s"><v>1</v></c><c r="B4"><f>1+1</f><v>3.7E6</v></c></row>
    <row><c t="b"><v>1</v></c><c t="str"><f>A1</f><v><![CDATA[<x>]]>_x000D_<!-- c -->y</v></c></row>
    <row r="9"><c r="A9" t="s"><v>2</v></c></row>
    <row r="10"><c r="A10" s="1"/><c r="XFD10"/></row>
    <row r="11"><c r="B11" t="b"><v>0</v></c></row>)";
  CHECK(of_rows(rows, shared) == "city|n & m\n4: New York|3700000\n5: true|<x>\ry\n9:  |~\n11: ~|false");
}

TEST_CASE("elements may have prefixes, and names of parts be written in any way") {
  const std::string other =
      "<x:Relationships><x:Relationship Id='k' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' "
      "Target='./b/../W.xml'/></x:Relationships>";
  CHECK(of({{"_rels/.rels", other},
            {"w.xml", "<x:workbook><x:sheets><x:sheet r:id='c'/><x:sheet q:id='s'/></x:sheets></x:workbook>"},
            {"_rels/W.xml.rels",
             "<R>" + xlsx::relationship("c", "chartsheet", "c.xml") + xlsx::relationship("s", "worksheet", "../s.xml") + "</R>"},
            {"s.xml",
             "<x:worksheet><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"}}) ==
        "a");
}

TEST_CASE("dates by their style") {
  const std::string styles =
      R"(<numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy\ hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>)"
      R"(<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs>)";
  const std::string rows = kHead + R"(<row><c s="1"><v>46053</v></c><c s="2"><v>46053.395833333336</v></c></row>
    <row><c s="1"><v>46053.9</v></c><c s="2"><v>46053</v></c></row><row><c s="3"><v>1.5</v></c><c s="4"><v>0.3958333</v></c></row>
    <row><c s="0"><v>46053</v></c><c s="99"><v>46053</v></c></row><row><c s="1" t="str"><v>x</v></c><c t="d"><v>2026-01-31</v></c></row>)";
  CHECK(of_rows(rows, "", styles) ==
        "a|b\n2: 2026-01-31|2026-01-31T09:30:00\n3: 2026-01-31|2026-01-31T00:00:00\n4: 1.5|09:29:59.997\n5: 46053|46053\n6: x|2026-01-31");
  xlsx::Parts parts = xlsx::workbook(kHead + R"(<row><c s="1"><v>44591</v></c></row>)", "", styles);
  parts["xl/workbook.xml"] = "<workbook><workbookPr date1904='1'/><sheets><sheet r:id='r1'/></sheets></workbook>";
  CHECK(of(parts) == "a|b\n2: 2026-01-31|~");
}

TEST_CASE("days of both date systems") {
  const auto date = [](std::string_view number, bool since_1904 = false) { return moment_text(number, ShownMoment::date, since_1904); };
  CHECK(date("1") == "1900-01-01");
  CHECK(date("59") == "1900-02-28");
  CHECK(date("61") == "1900-03-01");
  CHECK(date("25569") == "1970-01-01");
  CHECK(date("2958465") == "9999-12-31");
  CHECK(date("2958466") == "2958466");
  CHECK(date("-1") == "-1");
  CHECK(date("1e300") == "1" + std::string(300, '0'));
  CHECK(date("nan") == "nan");
  CHECK(date("0", true) == "1904-01-01");
  CHECK(date("2957003", true) == "9999-12-31");
  CHECK(date("2957004", true) == "2957004");
  CHECK(moment_text("0.99999999999", ShownMoment::timestamp, true) == "1904-01-02T00:00:00");
}

TEST_CASE("format codes that show moments") {
  const auto shown = [](std::string_view code) { return static_cast<int>(moment_of_format(code)); };
  const int none = 0, date = 1, time = 2, timestamp = 3;
  for (const char* code : {"General", "0.00", "#,##0.00 \"days\"", "@", "[Red]0;[Blue]-0", "0.00E+00", "[h]:mm:ss", "[ss]", "0\\d", "_d0",
                           "", "\"y", "[", "\\"})
    CHECK_MESSAGE(shown(code) == none, code);
  for (const char* code : {"yyyy-mm-dd", "d/m/yy;@", "mmm", "[$-409]dddd, mmmm d", "YYYY\"h\""}) CHECK_MESSAGE(shown(code) == date, code);
  for (const char* code : {"h:mm", "hh:mm:ss AM/PM", "mm:ss.000", "ss"}) CHECK_MESSAGE(shown(code) == time, code);
  for (const char* code : {"m/d/yy h:mm", "yyyy-mm-dd\"T\"hh:mm:ss.000"}) CHECK_MESSAGE(shown(code) == timestamp, code);
}

TEST_CASE("numbers are those that the sheet shows, to the last digit that it has") {
  CHECK(sheet_number("0.10000000000000001") == "0.1");
  CHECK(sheet_number("1.1000000000000001E-2") == "0.011000000000000001");
  CHECK(sheet_number("1.1000000000000001E0") == "1.1");
  CHECK(sheet_number("0.12345678901234567890") == "0.12345678901234567890");
  CHECK(sheet_number("12345678901234567890") == "12345678901234567890");
  CHECK(sheet_number("1234567890123456") == "1234567890123456");
  CHECK(sheet_number("-5E-2") == "-0.05");
  CHECK(sheet_number("x") == "x");
}

TEST_CASE("what is wrong with a sheet, and where") {
  const std::string in_a = R"(<row r="7"><c r="A7" )";
  CHECK(of_rows("") == "0:0: an empty sheet, where a row with the names of the columns is expected");
  CHECK(of_rows(kHead + in_a + "t='e'><v>#N/A</v></c></row>") == "7:1: the error `#N/A`");
  CHECK(of_rows(kHead + in_a + "t='s'><v>0</v></c></row>") == "7:1: the shared text `0`, which the file does not have");
  CHECK(of_rows(kHead + in_a + "><f>1+1</f><v/></c></row>") == "7:1: a formula without its result, which programs for spreadsheets store");
  CHECK(of_rows(kHead + in_a + "t='str'><f>1+1</f><v/></c></row>") == "a|b");
  CHECK(of_rows(kHead + "<row><c/><c/><c><v>1</v></c></row>") == "2:3: a value in column 3, where the header has 2 columns");
  CHECK(of_rows(kHead + "<row><c r='XFD2'><v>1</v></c></row>") == "2:16384: a value in column 16384, at most 1000");
  CHECK(of_rows(kHead + "<row><c r='7'><v>1</v></c></row>") == "2:0: a cell at `7`, which is no place in a sheet");
  CHECK(of_rows(kHead + "<row r='1'/>") == "1:0: followed by the row `1`");
  CHECK(of_rows("<row><c/><c t='str'><v>b</v></c></row>") == "1:1: column 1 has no name");
  CHECK(of_rows(kHead + "<row><c t='str'><v>&#xD800;</v></c></row>") == "2:1: `\\xed\\xa0\\x80` is not UTF-8");
}

TEST_CASE("what is no workbook") {
  CHECK(read_text("", "c.xlsx") == "0:0: an empty file");
  CHECK(read_text("PK\x03\x04", "c.xlsx").substr(0, 23) == "0:0: not an XLSX file: ");
  CHECK(read_text("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "c.xlsx") == "0:0: an encrypted workbook, or one of the old format .xls");
  CHECK(of({{"a", "b"}}) == "0:0: an archive without a workbook");
  CHECK(without("xl/workbook.xml") == "0:0: its part `xl/workbook.xml`: not there");
  CHECK(without("xl/worksheets/sheet1.xml") == "0:0: its part `xl/worksheets/sheet1.xml`: not there");
  CHECK(without("xl/_rels/workbook.xml.rels") == "0:0: a workbook without a sheet of cells");
  CHECK(without("xl/styles.xml") == "1");
  CHECK(with("xl/sharedStrings.xml", "<sst><si></sst>") == "0:0: its part `xl/sharedStrings.xml` is not XML at byte 11");
  std::string broken = xlsx::archive(xlsx::workbook(kHead));
  const std::string sheet = "xl/worksheets/sheet1.xml";
  broken[broken.find(sheet) + sheet.size() + 20] ^= 0x10;
  CHECK(read_text(broken, "c.xlsx").substr(0, 42) == "0:0: its part `xl/worksheets/sheet1.xml`: ");
}

TEST_CASE("a bomb is refused, whatever it says of its size") {
  const std::string much(kMaxPoolFileBytes + 1, ' ');
  CHECK(with("xl/styles.xml", much) == "0:0: its part `xl/styles.xml`: more than 64 MB unpacked");
  const std::string doctype = R"(<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>)";
  CHECK(with("xl/worksheets/sheet1.xml", doctype + "<w><sheetData><row><c t='str'><v>&b;&c;</v></c></row></sheetData></w>") == "&b;&c;");
}

TEST_CASE("a text that is shared often is counted often") {
  std::string rows = "<row><c t='str'><v>a</v></c></row>";
  for (int i = 0; i < 1025; ++i) rows += "<row><c t='s'><v>0</v></c></row>";
  CHECK(of_rows(rows, "<si><t>" + std::string(kMaxPoolCellBytes, 'x') + "</t></si>") == "1025:1: values of more than 64 MB in all");
}

TEST_CASE("workbooks as two libraries write them") {
  // The same cells by openpyxl and by XlsxWriter; what a formula comes to is what they were told.
  const std::string rows =
      "city|population|founded|seen|open|area\n2: Berlin|3700000|~|~|true|891.1\n"
      "3: Köln|1100000|1950-07-01|2026-01-31T09:30:00|false|0.1\n"
      "4: São Paulo|12345|2024-02-29|2024-02-29T23:59:59.123|true|0.0000001\n"
      "6:  Tab\tand\nline |7|2000-01-01|2000-01-01T00:00:00|true|-12.5";
  CHECK(read_text(file_of("openpyxl.xlsx"), "c.xlsx") == rows);
  CHECK(read_text(file_of("xlsxwriter.xlsx"), "c.xlsx") == rows);
}
