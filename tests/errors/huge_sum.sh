# an expression with a hundred thousand operators: as deep as it is long
printf 'table t[3] {\n  id int pk\n  x int = 1'
i=0
while [ $i -lt 1000 ]; do
  printf '+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1'
  i=$((i + 1))
done
printf '\n}\n'
