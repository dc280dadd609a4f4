# a name of a million characters, where a table's name and where a column's name belongs
name=$(head -c 1000000 /dev/zero | tr '\0' 'a')
echo "table $name[3] {"
echo "  $name int"
echo "}"
