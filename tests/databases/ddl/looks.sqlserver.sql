-- Made by sydac from looks.sdl, for sqlserver.

IF SCHEMA_ID(N'crm') IS NULL EXEC(N'CREATE SCHEMA [crm]');
GO

-- A group of people;
-- it has one of them at its head.
CREATE TABLE [teams] (
  [id] int NOT NULL IDENTITY,
  -- As people say it.
  [name] nvarchar(60) NOT NULL,
  [head_id] int NOT NULL,
  PRIMARY KEY ([id]),
  UNIQUE ([name])
);

CREATE TABLE [people] (
  [id] int NOT NULL IDENTITY,
  [team_id] int NOT NULL,
  [code] nvarchar(8) NOT NULL,
  [nick] nvarchar(25),
  [state] nvarchar(9) NOT NULL,
  [born] date NOT NULL,
  [joined] date NOT NULL,
  [height] decimal(5,2) NOT NULL,
  [bonus] decimal(8,2),
  [seen] datetimeoffset(6),
  [photo] varbinary(max),
  [extra] nvarchar(max),
  [pause] nvarchar(64) NOT NULL,
  PRIMARY KEY ([id]),
  UNIQUE ([code]),
  FOREIGN KEY ([team_id]) REFERENCES [teams] ([id]),
  CHECK ([state] IN (N'open', N'it''s done')),
  CHECK (([height] > 1.00) AND ([height] < 2.50)),
  CHECK ([born] < N'2010-01-01')
);
CREATE UNIQUE INDEX [unique 1] ON [people] ([nick]) WHERE [nick] IS NOT NULL;
-- Not said in SQL: check not (state == open) or bonus > 5.00 or length(code) == 7
-- Not said in SQL: check joined > born + 17y

CREATE TABLE [crm].[notes] (
  [person_id] int NOT NULL,
  [line] smallint NOT NULL,
  [author] int NOT NULL,
  [text] nvarchar(max) NOT NULL,
  PRIMARY KEY ([person_id], [line]),
  FOREIGN KEY ([person_id]) REFERENCES [people] ([id]),
  FOREIGN KEY ([author]) REFERENCES [people] ([id])
);

ALTER TABLE [teams] ADD FOREIGN KEY ([head_id]) REFERENCES [people] ([id]);
