// SQL DDL in four dialects, one grammar: PostgreSQL, MySQL (and MariaDB), SQLite, SQL Server.
//
// The statements come one at a time (compiler/source/sql/split.hpp), and the body of CREATE TABLE and the actions of ALTER TABLE one at a time
// too (compiler/source/sql/pieces.hpp), so that one piece that is not understood loses no other. The rules that end in EOF are what such a
// piece is read by. What a name refers to, and what belongs to which dialect, is no matter of grammar.
parser grammar SqlDdlParser;

options {
  tokenVocab = SqlDdlLexer;
}

// --- CREATE TABLE: its head, elements and tail
tableHead
  : CREATE (OR REPLACE)? tableModifier* TABLE (IF NOT EXISTS)? objectName ((PARTITION OF | OF) objectName)?
  ;
tableModifier: GLOBAL | LOCAL | TEMPORARY | TEMP | UNLOGGED | FOREIGN | VIRTUAL | ID;

elementPiece: tableElement EOF;
tableElement
  : (CONSTRAINT name?)? constraintBody constraintFlag*                              # constraintElement
  | LIKE objectName likeOption*                                                     # likeElement
  | (FULLTEXT | SPATIAL | ID) (INDEX | KEY) name? keyParts indexOption*             # otherIndexElement
  | (FULLTEXT | SPATIAL) name? keyParts indexOption*                                # otherIndexElement
  | INDEX name (CLUSTERED | NONCLUSTERED) ID keyParts? indexOption*                   # otherIndexElement
  | (INDEX | KEY) (IF NOT EXISTS)? name? UNIQUE? clustering? indexType? keyParts indexOption*    # indexElement
  | PERIOD FOR name OPEN name COMMA name CLOSE                                      # periodElement
  | columnDefinition columnPlace?                                                   # columnElement
  ;
likeOption: (INCLUDING | EXCLUDING) (name | ALL | DEFAULT | CHECK);

constraintBody
  : PRIMARY KEY USING INDEX name                                                    # keyByIndex
  | UNIQUE USING INDEX name                                                         # keyByIndex
  | PRIMARY KEY clustering? name? indexType? keyParts indexOption*                  # primaryKey
  | UNIQUE (INDEX | KEY)? (IF NOT EXISTS)? clustering? name? clustering? nullsDistinct? indexType? keyParts indexOption*    # uniqueKey
  | FOREIGN KEY (IF NOT EXISTS)? name? columnNames references                       # foreignKey
  | CHECK (NOT FOR REPLICATION)? OPEN expression CLOSE                              # checkConstraint
  | EXCLUDE (USING name)? OPEN exclusionPart (COMMA exclusionPart)* CLOSE indexOption*    # exclusion
  ;
exclusionPart: keyPart WITH (operatorSign | ID OPEN (name DOT)* operatorSign CLOSE);
nullsDistinct: NULLS NOT? DISTINCT;
clustering: CLUSTERED | NONCLUSTERED | CLUSTERED ID | NONCLUSTERED HASH;
indexType: USING name;
keyParts: OPEN keyPart (COMMA keyPart)* CLOSE;
keyPart: otherTerm (objectName typeArguments?)? (ASC | DESC)? (NULLS (FIRST | LAST))? AUTOINCREMENT? conflict?;
columnNames: OPEN columnName (COMMA columnName)* CLOSE;

indexOption
  : USING INDEX TABLESPACE name
  | USING name
  | INCLUDE columnNames
  | WITH PARSER name
  | WITH settings
  | WITH setting
  | WHERE expression
  | ON (name columnNames? | DEFAULT)
  | FILESTREAM_ON name
  | TABLESPACE name
  | COMMENT string
  | nullsDistinct
  | VISIBLE | INVISIBLE | IGNORE | NOT IGNORE
  | ALGORITHM EQUAL? (name | DEFAULT)
  | ID EQUAL? (NUMBER | name | literal)
  ;
settings: OPEN setting (COMMA setting)* CLOSE;
setting: (name | ON | DEFAULT) (DOT name)? (EQUAL settingValue)?;
settingValue
  : (PLUS | MINUS)? NUMBER name?
  | literal | name (DOT name)* | TRUE | FALSE | ON | DEFAULT | NULL_
  | (name | ON)? OPEN (~(OPEN | CLOSE) | balanced)* CLOSE
  ;

constraintFlag
  : NOT? DEFERRABLE
  | INITIALLY (DEFERRED | IMMEDIATE)
  | NOT VALID
  | NO INHERIT
  | NOT? ENFORCED
  | (ENABLE | DISABLE | ID) VALIDATE?
  | NOT FOR REPLICATION
  | COMMENT string
  | conflict
  ;
conflict: ON CONFLICT (ID | REPLACE | IGNORE);

references: REFERENCES objectName columnNames? referenceOption*;
referenceOption
  : MATCH name
  | ON (DELETE | UPDATE) referenceAction
  ;
referenceAction: CASCADE | RESTRICT | NO ACTION | SET NULL_ columnNames? | SET DEFAULT columnNames?;

columnPiece: columnDefinition columnPlace? EOF;
columnPlace: FIRST | AFTER columnName;
columnDefinition: columnName dataType? columnAttribute*;
columnAttribute
  : (CONSTRAINT name?)? attributeBody constraintFlag*
  ;
attributeBody
  : NOT NULL_                                                                       # notNull
  | NULL_                                                                           # nullable
  | DEFAULT (ON NULL_)? defaultValue (WITH VALUES)?                                 # defaultAttribute
  | PRIMARY KEY (ASC | DESC)? clustering? conflict? AUTOINCREMENT? indexOption*     # primaryAttribute
  | UNIQUE (INDEX | KEY)? clustering? nullsDistinct? indexOption*                   # uniqueAttribute
  | KEY                                                                             # keyAttribute
  | CHECK (NOT FOR REPLICATION)? OPEN expression CLOSE                              # checkAttribute
  | (FOREIGN KEY)? references                                                       # referencesAttribute
  | COLLATE (objectName | DEFAULT)                                                  # collateAttribute
  | GENERATED (ALWAYS | BY DEFAULT (ON NULL_)?) AS IDENTITY sequenceOptions?        # identityAttribute
  | GENERATED ALWAYS AS ROW (START | END) HIDDEN_?                                  # rowPeriodAttribute
  | (GENERATED ALWAYS)? AS OPEN expression CLOSE (STORED | VIRTUAL | PERSISTED | PERSISTENT)?    # generatedAttribute
  | AS expression (PERSISTED)?                                                      # generatedAttribute
  | IDENTITY (OPEN (PLUS | MINUS)? NUMBER COMMA (PLUS | MINUS)? NUMBER CLOSE)? (NOT FOR REPLICATION)?    # sqlServerIdentity
  | (AUTO_INCREMENT | AUTOINCREMENT) (EQUAL? NUMBER)?                               # autoIncrement
  | SERIAL DEFAULT VALUE                                                            # autoIncrement
  | COMMENT string                                                                  # commentAttribute
  | ON UPDATE otherTerm                                                             # onUpdate
  | (CHARACTER SET | CHARSET) EQUAL? (name | literal | DEFAULT)                      # charsetAttribute
  | (UNSIGNED | SIGNED | ZEROFILL | BINARY | ASCII | UNICODE)                       # typeAttribute
  | (VISIBLE | INVISIBLE | ROWGUIDCOL | SPARSE | FILESTREAM | HIDDEN_ | ENABLE | COMPRESSED)    # plainAttribute
  | (COLUMN_FORMAT | STORAGE | COMPRESSION) (name | DEFAULT)                        # plainAttribute
  | SRID NUMBER                                                                     # plainAttribute
  | (WITH | WITHOUT) SYSTEM VERSIONING                                              # plainAttribute
  | (MASKED | ENCRYPTED) WITH settings                                              # plainAttribute
  | OPTIONS OPEN (~(OPEN | CLOSE) | balanced)* CLOSE                                # plainAttribute
  ;
defaultValue: otherTerm;
sequenceOptions: OPEN (~(OPEN | CLOSE))* CLOSE;

// --- what follows the body
tailPiece: (tableOption (COMMA? tableOption)*)? EOF;
tableOption
  : PARTITION BY partitionMethod mysqlPartitions                                   # partitionOption
  | partitionBound                                                                  # boundOption
  | INHERITS OPEN (objectName (COMMA objectName)*)? CLOSE                           # inheritsOption
  | WITHOUT ROWID                                                                   # withoutRowidOption
  | STRICT                                                                          # strictOption
  | COMMENT EQUAL? string                                                           # commentOption
  | ENGINE EQUAL? (name | literal)                                                   # engineOption
  | TYPE EQUAL name                                                                 # engineOption
  | DEFAULT? (CHARACTER SET | CHARSET) EQUAL? (name | literal | DEFAULT)             # charsetOption
  | DEFAULT? COLLATE EQUAL? objectName                                              # collateOption
  | (WITH | WITHOUT) OIDS                                                           # plainOption
  | WITH SYSTEM VERSIONING                                                          # plainOption
  | WITH settings                                                                   # plainOption
  | ON COMMIT (DROP | DELETE ID | ID ID | ID ROW)                                   # plainOption
  | (ON | TEXTIMAGE_ON | FILESTREAM_ON) (name columnNames? | DEFAULT | literal)      # plainOption
  | TABLESPACE EQUAL? name (STORAGE name)?                                          # plainOption
  | SERVER name                                                                     # plainOption
  | OPTIONS OPEN (~(OPEN | CLOSE) | balanced)* CLOSE                                # plainOption
  | USING name                                                                      # plainOption
  | (DATA | INDEX) DIRECTORY EQUAL? string                                          # plainOption
  | UNION EQUAL? OPEN (objectName (COMMA objectName)*)? CLOSE                       # plainOption
  | AS NODE                                                                         # plainOption
  | ROW_FORMAT EQUAL? (name | DEFAULT)                                              # plainOption
  | DEFAULT? (AUTO_INCREMENT | ID | START | CHECK) EQUAL settingValue               # plainOption
  | (AUTO_INCREMENT | ID) NUMBER                                                    # plainOption
  ;

partitionMethod
  : LINEAR? (RANGE | LIST | HASH) (COLUMNS | ID)? OPEN (keyPart (COMMA keyPart)*)? CLOSE
  | LINEAR? KEY (ALGORITHM EQUAL NUMBER)? OPEN (keyPart (COMMA keyPart)*)? CLOSE
  | SYSTEM ID ((INTERVAL | ID) ~(OPEN | CLOSE | PARTITIONS)*)?
  ;
mysqlPartitions
  : (PARTITIONS NUMBER)? (SUBPARTITION BY partitionMethod (SUBPARTITIONS NUMBER)?)? (OPEN mysqlPartition (COMMA mysqlPartition)* CLOSE)?
  ;
mysqlPartition: PARTITION name mysqlBound? partitionSetting* (OPEN mysqlSubpartition (COMMA mysqlSubpartition)* CLOSE)?;
mysqlSubpartition: SUBPARTITION (name | literal) partitionSetting*;
mysqlBound
  : VALUES LESS THAN (OPEN boundValues CLOSE | MAXVALUE)                            # lessThanBound
  | VALUES IN OPEN boundValues CLOSE                                                # inBound
  | DEFAULT                                                                         # defaultBound
  | ID                                                                              # currentBound
  ;
partitionSetting: ID? (ENGINE | COMMENT | TABLESPACE | STORAGE | ID | (DATA | INDEX) DIRECTORY) EQUAL? (name | literal | NUMBER);
boundValues: boundValue (COMMA boundValue)*;
boundValue: OPEN boundValues CLOSE | expression;
partitionBound
  : FOR VALUES FROM OPEN boundValues CLOSE TO OPEN boundValues CLOSE                # fromToBound
  | FOR VALUES IN OPEN boundValues CLOSE                                            # listBound
  | FOR VALUES WITH OPEN ID NUMBER COMMA ID NUMBER CLOSE                            # hashBound
  | DEFAULT                                                                         # otherBound
  ;

// --- ALTER TABLE: its head and actions
alterHead
  : ALTER FOREIGN? (ID | IGNORE)? TABLE (IF EXISTS)? ONLY? objectName STAR? (WITH (CHECK | NOCHECK))?
  ;
actionPiece: alterAction EOF;
alterAction
  : ADD (CONSTRAINT name?)? DEFAULT defaultValue FOR columnName (WITH VALUES)?      # addDefault
  | ADD PARTITION balancedText                                                      # ignoredAction
  | ADD COLUMN? (IF NOT EXISTS)? OPEN tableElement (COMMA tableElement)* CLOSE      # addElements
  | ADD COLUMN? (IF NOT EXISTS)? tableElement                                       # addElement
  | ADD CONSTRAINT (IF NOT EXISTS) name constraintBody constraintFlag*              # addConstraintIfMissing
  | DROP (COLUMN | CONSTRAINT)? (IF EXISTS)? columnName (CASCADE | RESTRICT)?       # dropMember
  | DROP PRIMARY KEY                                                                # dropPrimaryKey
  | DROP FOREIGN KEY (IF EXISTS)? name                                              # dropForeignKey
  | DROP (INDEX | KEY) (IF EXISTS)? name                                            # dropIndexAction
  | DROP CHECK (IF EXISTS)? name                                                    # dropCheck
  | DROP PARTITION balancedText                                                     # ignoredAction
  | MODIFY COLUMN? (IF EXISTS)? columnDefinition columnPlace?                       # modifyColumn
  | CHANGE COLUMN? (IF EXISTS)? columnName columnDefinition columnPlace?            # changeColumn
  | RENAME COLUMN? columnName TO columnName                                         # renameColumn
  | RENAME CONSTRAINT name TO name                                                  # renameConstraint
  | RENAME (INDEX | KEY) name TO name                                               # renameConstraint
  | RENAME (TO | AS)? objectName                                                    # renameTable
  | ALTER COLUMN? (IF EXISTS)? columnName columnChange                              # alterColumn
  | ALTER (INDEX | CHECK | CONSTRAINT) name balancedText                            # ignoredAction
  | (VALIDATE | CHECK | NOCHECK) CONSTRAINT (name | ALL)                            # ignoredAction
  | ATTACH PARTITION objectName partitionBound                                      # attachPartition
  | DETACH PARTITION objectName balancedText?                                       # detachPartition
  | INHERIT objectName                                                              # inheritAction
  | NO INHERIT objectName                                                           # ignoredAction
  | SET SCHEMA name                                                                 # setSchema
  | PARTITION BY partitionMethod mysqlPartitions                                   # partitionAction
  | DEFAULT? (CHARACTER SET | CHARSET) EQUAL? (name | literal | DEFAULT) (COLLATE EQUAL? (name | literal))?    # charsetAction
  | CONVERT TO (CHARACTER SET | CHARSET) (name | literal | DEFAULT) (COLLATE EQUAL? (name | literal))?    # charsetAction
  | DEFAULT? COLLATE EQUAL? (name | literal)                                         # charsetAction
  | COMMENT EQUAL? string                                                           # commentAction
  | ignoredStart balancedText?                                                      # ignoredAction
  ;
ignoredStart
  : OWNER | ENABLE | DISABLE | SET | RESET | CLUSTER | REPLICA | FORCE | NO | NOT | OF | ORDER | TABLESPACE | ENGINE | AUTO_INCREMENT
  | ALGORITHM | TYPE | REMOVE | WITHOUT | ID | CHECK | DATA | INDEX | WITH | UNION | ROW
  ;
columnChange
  : SET NOT NULL_                                                                   # setNotNull
  | DROP NOT NULL_                                                                  # dropNotNull
  | SET DEFAULT defaultValueFull                                                    # setDefault
  | DROP DEFAULT                                                                    # dropDefault
  | DROP (EXPRESSION | IDENTITY) (IF EXISTS)?                                       # dropComputed
  | (SET DATA)? TYPE dataType (COLLATE objectName)? (USING expression)?             # setType
  | ADD GENERATED (ALWAYS | BY DEFAULT) AS IDENTITY sequenceOptions?                # addIdentity
  | (SET (STATISTICS | STORAGE | COMPRESSION | ID | OPEN | GENERATED | INVISIBLE | VISIBLE) | RESET | ADD ROWGUIDCOL | DROP ROWGUIDCOL | ID) balancedText?    # ignoredChange
  | dataType columnAttribute*                                                       # sqlServerType
  ;
defaultValueFull: expression;

// --- types, indexes, comments, the rest
statementPiece: statement EOF;
statement
  : CREATE TYPE objectName AS ENUM OPEN (enumLabel (COMMA enumLabel)*)? CLOSE       # createEnum
  | CREATE TYPE objectName AS RANGE OPEN setting (COMMA setting)* CLOSE             # createRange
  | CREATE TYPE objectName AS OPEN (compositeField (COMMA compositeField)*)? CLOSE  # createComposite
  | CREATE TYPE objectName FROM dataType (NOT? NULL_)?                              # createAlias
  | CREATE TYPE objectName (OPEN balancedText CLOSE)?                               # createOther
  | CREATE TYPE objectName AS TABLE OPEN balancedText CLOSE                         # createOther
  | CREATE DOMAIN objectName AS? dataType domainPart*                               # createDomain
  | CREATE indexKind* INDEX CONCURRENTLY? (IF NOT EXISTS)? objectName? indexType? ON ONLY? objectName indexType? keyParts indexOption*    # createIndex
  | ALTER TYPE objectName ADD VALUE (IF NOT EXISTS)? string ((BEFORE | AFTER) string)?    # addEnumValue
  | ALTER TYPE objectName RENAME VALUE string TO string                             # renameEnumValue
  | ALTER (TYPE | DOMAIN) objectName RENAME TO name                                 # renameType
  | ALTER TYPE objectName ADD ID compositeField (CASCADE | RESTRICT)?               # addField
  | ALTER DOMAIN objectName ADD (CONSTRAINT name)? CHECK OPEN expression CLOSE constraintFlag*    # alterDomainCheck
  | ALTER DOMAIN objectName (SET | DROP) NOT NULL_                                  # alterDomainNull
  | ALTER DOMAIN objectName (SET DEFAULT expression | DROP DEFAULT)                 # alterDomainDefault
  | ALTER (TYPE | DOMAIN) objectName (OWNER | SET | VALIDATE | DROP | RENAME) balancedText    # ignoredStatement
  | ALTER INDEX (IF EXISTS)? objectName RENAME TO name                              # renameIndex
  | ALTER INDEX balancedText                                                        # ignoredStatement
  | COMMENT ON TABLE objectName IS (string | NULL_)                                 # commentOnTable
  | COMMENT ON COLUMN objectName IS (string | NULL_)                                # commentOnColumn
  | COMMENT ON (TYPE | DOMAIN) objectName IS (string | NULL_)                       # commentOnType
  | DROP ID? (TABLE | TYPE | DOMAIN | SCHEMA) (IF EXISTS)? objectName (COMMA objectName)* (CASCADE | RESTRICT | CASCADE ID)?    # dropObjects
  | DROP TEMPORARY TABLE (IF EXISTS)? objectName (COMMA objectName)* (CASCADE | RESTRICT)?    # dropObjects
  | DROP INDEX CONCURRENTLY? (IF EXISTS)? objectName (COMMA objectName)* (ON objectName)? balancedText?    # dropIndex
  | RENAME TABLE renaming (COMMA renaming)*                                         # renameTables
  | (EXEC | EXECUTE) objectName executeArgument (COMMA executeArgument)*            # executeProcedure
  ;
enumLabel: string;
compositeField: name dataType (COLLATE objectName)?;
domainPart
  : (CONSTRAINT name)? CHECK OPEN expression CLOSE constraintFlag*
  | (CONSTRAINT name)? NOT NULL_
  | NULL_
  | DEFAULT defaultValue
  | COLLATE objectName
  ;
indexKind: UNIQUE | CLUSTERED | NONCLUSTERED | FULLTEXT | SPATIAL | OR REPLACE;
renaming: objectName TO objectName;
executeArgument: (PARAMETER EQUAL)? (literal | NUMBER | NULL_ | name | PARAMETER ID? | DEFAULT);

// --- data types
dataType
  : (ENUM | SET) OPEN string (COMMA string)* COMMA? CLOSE typeSuffix*                      # listedType
  | typeName typeMore* typeArguments? typeSuffix*                                   # plainType
  ;
castType: typeName (PRECISION | VARYING | CHARACTER | BINARY)* typeArguments? typeSuffix*;
typeName: typeFirst (DOT name)*;
typeFirst
  : ID | QUOTED | DOUBLE_QUOTED | BINARY | CHARACTER | INTERVAL | TIME | BYTE | SERIAL | SIGNED | UNSIGNED | ACTION | ALGORITHM | CLUSTER | DATA
  | DATABASE | DOMAIN | EXPRESSION | FILTER | LIST | MATCH | OFFSET | OWNER | PARTITION | POSITION | RANGE | ROW | SCHEMA | SERVER | STATISTICS
  | TYPE | ENUM | SET | ROWID
  ;
typeMore: ID | PRECISION | VARYING | CHARACTER | BYTE | UNSIGNED | SIGNED | BINARY;
typeArguments: OPEN (typeArgument (COMMA typeArgument)*)? CLOSE;
typeArgument: (PLUS | MINUS)? NUMBER (ID | BYTE)? | name+ (DOT name)* | literal | STAR;
typeSuffix
  : UNSIGNED | SIGNED | ZEROFILL | BINARY | ASCII | UNICODE | BYTE | COMPRESSED
  | (CHARACTER SET | CHARSET) EQUAL? (name | literal)
  | WITH LOCAL? TIME ZONE
  | WITHOUT TIME ZONE
  | OPEN_BRACKET NUMBER? CLOSE_BRACKET
  | ARRAY (OPEN_BRACKET NUMBER CLOSE_BRACKET)?
  | TO ID typeArguments?
  ;

// --- expressions, loosest first
expressionPiece: expression EOF;
expression: conjunction ((OR | XOR) conjunction)*;
conjunction: negation (AND negation)*;
negation: NOT* comparison;
comparison: otherTerm comparisonTail*;
comparisonTail
  : comparisonSign (ANY | SOME | ALL) OPEN (subselect | expression) CLOSE           # quantifiedTail
  | comparisonSign otherTerm                                                        # signTail
  | NOT? (LIKE | ILIKE) (ANY | ALL) OPEN (subselect | expression) CLOSE             # likeAnyTail
  | NOT? (LIKE | ILIKE | GLOB | REGEXP | RLIKE | MATCH | SIMILAR TO) BINARY? otherTerm (ESCAPE otherTerm)?    # likeTail
  | NOT? BETWEEN SYMMETRIC? otherTerm AND otherTerm                                 # betweenTail
  | NOT? IN OPEN (subselect | expression (COMMA expression)*) CLOSE                 # inTail
  | IS NOT? (NULL_ | TRUE | FALSE | UNKNOWN)                                        # isTail
  | IS NOT? DISTINCT FROM otherTerm                                                 # distinctTail
  | IS NOT? ID                                                                      # isOtherTail
  | IS NOT? otherTerm                                                               # sqliteIsTail
  | (ISNULL | NOTNULL | NOT NULL_)                                                  # nullTail
  | OVERLAPS otherTerm                                                              # overlapsTail
  ;
comparisonSign
  : EQUAL | EQUAL_EQUAL | NULL_SAFE_EQUAL | NOT_EQUAL | BANG_EQUAL | LESS_THAN | LESS_EQUAL | GREATER_THAN | GREATER_EQUAL | NOT_GREATER | NOT_LESS
  | TILDE | MATCHES_STAR | NOT_MATCHES | NOT_MATCHES_STAR | LIKES | LIKES_STAR | NOT_LIKES | NOT_LIKES_STAR
  | ID OPEN (name DOT)* operatorSign CLOSE
  ;
otherTerm: bitOr (otherSign bitOr)*;
otherSign: OPERATOR | BARS | AMPERSANDS;
bitOr: bitAnd ((BAR | CARET) bitAnd)*;
bitAnd: shift (AMPERSAND shift)*;
shift: sum ((SHIFT_LEFT | SHIFT_RIGHT) sum)*;
sum: product ((PLUS | MINUS) product)*;
product: signedOperand ((STAR | SLASH | PERCENT | DIV | MOD) signedOperand)*;
signedOperand: (PLUS | MINUS | TILDE | BANG | BINARY)* operand;
operand: primary operandTail*;
operandTail
  : CAST_SIGN castType                                                              # castTail
  | OPEN_BRACKET expression? (COLON expression?)? CLOSE_BRACKET                     # subscriptTail
  | DOT (name | STAR)                                                               # fieldTail
  | COLLATE objectName                                                              # collateTail
  | AT TIME ZONE primary                                                            # zoneTail
  ;
operatorSign
  : comparisonSign | otherSign | BAR | AMPERSAND | CARET | SHIFT_LEFT | SHIFT_RIGHT | PLUS | MINUS | STAR | SLASH | PERCENT | BANG
  ;

primary
  : NUMBER                                                                          # numberLiteral
  | literal                                                                         # stringLiteral
  | BITS                                                                            # bitsLiteral
  | (TRUE | FALSE)                                                                  # booleanLiteral
  | NULL_                                                                           # nullLiteral
  | DEFAULT                                                                         # defaultLiteral
  | PARAMETER                                                                       # parameter
  | OPEN subselect CLOSE                                                            # subselectPrimary
  | OPEN expression (COMMA expression)* CLOSE                                       # parentheses
  | ROW OPEN (expression (COMMA expression)*)? CLOSE                                # rowPrimary
  | ARRAY OPEN subselect CLOSE                                                      # subselectPrimary
  | ARRAY? arrayItems                                                               # arrayPrimary
  | CASE expression? whenBranch+ (ELSE expression)? END                             # casePrimary
  | (CAST | TRY_CAST) OPEN expression AS castType CLOSE                             # castPrimary
  | CONVERT OPEN expression USING name CLOSE                                        # convertUsing
  | EXISTS OPEN subselect CLOSE                                                     # existsPrimary
  | EXTRACT OPEN (name | literal) FROM expression CLOSE                              # extractPrimary
  | TRIM OPEN (BOTH | LEADING | TRAILING)? FROM expression CLOSE                    # trimPrimary
  | TRIM OPEN (BOTH | LEADING | TRAILING) expression (FROM expression)? CLOSE       # trimPrimary
  | TRIM OPEN expression FROM expression CLOSE                                      # trimPrimary
  | POSITION OPEN otherTerm IN otherTerm CLOSE                                      # positionPrimary
  | SUBSTRING OPEN expression FROM expression (FOR expression)? CLOSE               # substringPrimary
  | SUBSTRING OPEN expression FOR expression CLOSE                                  # substringPrimary
  | OVERLAY OPEN expression PLACING expression FROM expression (FOR expression)? CLOSE    # overlayPrimary
  | NEXT VALUE FOR objectName                                                       # nextValue
  | castType literal (ID (TO ID)?)? typeArguments?                                  # typedLiteral
  | INTERVAL otherTerm ID                                                           # intervalPrimary
  | functionName OPEN ((DISTINCT | ALL)? argument (COMMA argument)* (ORDER BY balancedText)? | STAR)? CLOSE windowPart?    # call
  | name                                                                            # namePrimary
  ;
functionName: (name DOT)* (name | ANY | ALL);
windowPart: (FILTER OPEN balancedText CLOSE)? OVER (name | OPEN balancedText? CLOSE);
arrayItems: OPEN_BRACKET (expression (COMMA expression)*)? CLOSE_BRACKET;
whenBranch: WHEN expression THEN expression;
argument: VARIADIC? (name (NAMED | ASSIGN))? expression;
subselect: (SELECT | WITH | VALUES | TABLE) (~(OPEN | CLOSE) | balanced)*;
balanced: OPEN (~(OPEN | CLOSE) | balanced)* CLOSE;
balancedText: (~(OPEN | CLOSE) | balanced)+;

// --- names
objectName: (namePart DOT DOT?)* namePart;
namePart: name | literal;
columnName: name | literal;

literal: STRING+;
// a text outside of expressions, where double quotes are no names
string: STRING+ | DOUBLE_QUOTED;
name: ID | QUOTED | DOUBLE_QUOTED | word;
// every word above that is not reserved
word
  : ACTION | ADD | AFTER | ALGORITHM | ALWAYS | ARRAY | ASC | ASCII | AT | ATTACH | AUTO_INCREMENT | AUTOINCREMENT | BEFORE | BINARY
    | BOTH | BY | BYTE | CASCADE | CHANGE | CHARACTER | CHARSET | CLUSTER | CLUSTERED | COLUMN_FORMAT | COLUMNS | COMMENT | COMMIT
    | COMPRESSED | COMPRESSION | CONCURRENTLY | CONFLICT | CONVERT | DATA | DATABASE | DEFERRABLE | DEFERRED | DELETE | DESC | DETACH
    | DIRECTORY | DISABLE | DISTINCT | DIV | DOMAIN | DROP | ENABLE | ENCRYPTED | END | ENFORCED | ENGINE | ENUM | ESCAPE | EXCLUDE
    | EXCLUDING | EXEC | EXECUTE | EXPRESSION | EXTRACT | FILESTREAM | FILESTREAM_ON | FILTER | FIRST | FOR | FORCE | FULLTEXT | GLOB
    | GLOBAL | HASH | HIDDEN_ | IDENTITY | IF | IGNORE | ILIKE | IMMEDIATE | INCLUDE | INCLUDING | INDEX | INHERIT | INHERITS
    | INITIALLY | INTERVAL | INVISIBLE | ISNULL | KEY | LAST | LEADING | LESS | LINEAR | LIST | LOCAL | MASKED | MATCH | MAXVALUE | MOD
    | MODIFY | NEXT | NO | NOCHECK | NODE | NONCLUSTERED | NOTNULL | NULLS | OF | OFFSET | OIDS | ONLY | OPTIONS | ORDER | OVER
    | OVERLAPS | OVERLAY | OWNER | PARSER | PARTITION | PARTITIONS | PERIOD | PERSISTED | PERSISTENT | PLACING | POSITION | PRECISION
    | RANGE | REGEXP | REMOVE | RENAME | REPLACE | REPLICA | REPLICATION | RESET | RESTRICT | RLIKE | ROW | ROWGUIDCOL | ROW_FORMAT | ROWID | SCHEMA
    | SEQUENCE | SERIAL | SERVER | SET | SIGNED | SIMILAR | SOME | SPARSE | SPATIAL | SRID | START | STATISTICS | STORAGE | STORED
    | STRICT | SUBPARTITION | SUBPARTITIONS | SUBSTRING | SYMMETRIC | SYSTEM | TABLESPACE | TEMP | TEMPORARY | TEXTIMAGE_ON | THAN
    | TIME | TRAILING | TRIM | TRY_CAST | TYPE | UNICODE | UNION | UNKNOWN | UNLOGGED | UNSIGNED | UPDATE | USING | VALID | VALIDATE
    | VALUE | VALUES | VARIADIC | VARYING | VERSIONING | VIRTUAL | VISIBLE | WITH | WITHOUT | XOR | ZEROFILL | ZONE
  ;
