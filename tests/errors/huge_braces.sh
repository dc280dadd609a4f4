# ten megabytes of opening braces
head -c 10000000 /dev/zero | tr '\0' '{'
