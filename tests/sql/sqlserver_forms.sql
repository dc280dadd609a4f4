USE [master]
GO
/****** Object:  Table [dbo].[Customer]    Script Date: 1/1/2020 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[Customer]') AND type in (N'U'))
BEGIN
CREATE TABLE [dbo].[Customer](
	[Id] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,
	[Name] [nvarchar](50) COLLATE Latin1_General_CI_AS NOT NULL,
	[Notes] [nvarchar](max) NULL,
	[Total]  AS ([Price]*(2)) PERSISTED,
	[Price] [decimal](18, 2) SPARSE NULL,
	[rowguid] [uniqueidentifier] ROWGUIDCOL NOT NULL CONSTRAINT [DF_guid] DEFAULT (newid()),
	[Code] dbo.CodeType NOT NULL,
 CONSTRAINT [PK_Customer] PRIMARY KEY CLUSTERED
(
	[Id] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF) ON [PRIMARY],
 CONSTRAINT [UQ_Name] UNIQUE NONCLUSTERED ([Name] ASC)
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
END
GO
CREATE TYPE [dbo].[CodeType] FROM [varchar](8) NOT NULL
GO
CREATE TABLE Sales.Orders (
  OrderID int NOT NULL PRIMARY KEY,
  CustomerID int NULL
    CONSTRAINT FK_c REFERENCES dbo.Customer (Id) ON DELETE CASCADE,
  Placed datetime2(7) NOT NULL DEFAULT getdate(),
  Qty int NOT NULL CHECK (Qty > 0)
  CONSTRAINT U_placed UNIQUE (Placed),
  INDEX ix_qty NONCLUSTERED (Qty)
)
ALTER TABLE [dbo].[Customer] ADD  CONSTRAINT [DF_Price]  DEFAULT ((0)) FOR [Price]
ALTER TABLE [dbo].[Customer]  WITH CHECK ADD  CONSTRAINT [CK_Price] CHECK  (([Price]>=(0) AND [Name] like '%[0-9]%'))
GO
ALTER TABLE [dbo].[Customer] CHECK CONSTRAINT [CK_Price]
GO
ALTER TABLE Sales.Orders ADD Extra bit NOT NULL, More varchar(10)
GO
CREATE UNIQUE NONCLUSTERED INDEX [IX_once] ON [Sales].[Orders] ([CustomerID] ASC) INCLUDE ([Qty]) WHERE ([CustomerID] IS NOT NULL)
WITH (SORT_IN_TEMPDB = OFF) ON [PRIMARY]
GO
CREATE PROCEDURE dbo.p AS
BEGIN
  CREATE TABLE #t (a int);
  SELECT 1;
END
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'who buys' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Customer'
GO
EXEC sp_rename 'Sales.Orders.More', 'Note', 'COLUMN';
INSERT [dbo].[Customer] ([Name]) VALUES (N'a;b')
PRINT 'done'
GO
