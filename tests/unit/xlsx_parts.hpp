// XLSX files made of the parts that a test names.
#pragma once

#include <zip.h>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

namespace xlsx {

using Parts = std::map<std::string, std::string>;

/// The parts as an archive.
inline std::string archive(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  zip_source_keep(target);
  for (const auto& [name, text] : parts)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
  if (zip_close(zip) != 0) std::abort();
  zip_stat_t stat;
  zip_stat_init(&stat);
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return bytes;
}

inline std::string relationship(std::string_view id, std::string_view kind, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
         std::string(kind) + "\" Target=\"" + std::string(target) + "\"/>";
}

/// A workbook of one sheet, whose rows are `rows`.
inline Parts workbook(const std::string& rows, const std::string& shared = "", const std::string& styles = "") {
  return {{"_rels/.rels", "<Relationships>" + relationship("a", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
          {"xl/workbook.xml", "<?xml version=\"1.0\"?><workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", "<Relationships>" + relationship("r1", "worksheet", "worksheets/sheet1.xml") +
                                             relationship("r2", "sharedStrings", "/xl/sharedStrings.xml") +
                                             relationship("r3", "styles", "styles.xml") + "</Relationships>"},
          {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
          {"xl/sharedStrings.xml", "<sst>" + shared + "</sst>"},
          {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"}};
}

}  // namespace xlsx
