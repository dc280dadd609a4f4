# awk -v name=orders -v rows=5 -v width=150 -f show_table.awk orders.csv: the number of rows and the first ones in aligned columns.
# Reads RFC 4180, fields of several lines included. Long cells are cut, and columns that do not fit the width are counted.

BEGIN { records = 0 }

# Adds the cells of `line` to the record that is being read; returns 1 when the record is complete.
function take(line,    i, c, n) {
  n = length(line)
  for (i = 1; i <= n; i++) {
    c = substr(line, i, 1)
    if (quoted) {
      if (c != "\"") cell = cell c
      else if (substr(line, i + 1, 1) == "\"") { cell = cell c; i++ }
      else quoted = 0
    } else if (c == "\"") quoted = 1
    else if (c == ",") { cells[++count] = cell; cell = "" }
    else cell = cell c
  }
  if (quoted) { cell = cell " "; return 0 }
  cells[++count] = cell
  cell = ""
  return 1
}

{
  sub(/\r$/, "")
  # Records below the shown ones are only counted: an odd number of quotes opens or closes a field of several lines.
  if (records > rows) {
    if (gsub(/"/, "") % 2) open = !open
    if (!open) records++
    next
  }
  if (!take($0)) next
  for (i = 1; i <= count; i++) {
    if (length(cells[i]) > 32) cells[i] = substr(cells[i], 1, 31) "~"
    shown[records, i] = cells[i]
    if (length(cells[i]) > wide[i]) wide[i] = length(cells[i])
    if (records > 0 && cells[i] !~ /^-?[0-9.]*$/) text[i] = 1
  }
  if (count > columns) columns = count
  count = 0
  records++
}

END {
  total = records - 1
  digits = total ""
  grouped = ""
  while (length(digits) > 3) {
    grouped = " " substr(digits, length(digits) - 2) grouped
    digits = substr(digits, 1, length(digits) - 3)
  }
  printf "%s: %s rows\n", name, digits grouped
  used = 2
  for (last = 0; last < columns && used + wide[last + 1] + 2 <= width; last++) used += wide[last + 1] + 2
  for (r = 0; r <= rows && r < records; r++) {
    line = " "
    for (i = 1; i <= last; i++) line = line sprintf(text[i] ? " %-" wide[i] "s " : " %" wide[i] "s ", shown[r, i])
    sub(/ +$/, "", line)
    if (r == 0 && last < columns) line = line "  … " columns - last " more"
    print line
  }
}
