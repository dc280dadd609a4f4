# seventeen megabytes of comments
yes '// more than any schema needs' | head -c 17000000
