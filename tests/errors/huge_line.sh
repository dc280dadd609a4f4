# a line of ten megabytes with a mistake at its end
printf 'table t[3] { id int pk; x int = 1'
head -c 10000000 /dev/zero | tr '\0' ' '
echo '+ nothing }'
