#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

constexpr DefaultEntry kBusiness[] = {
    {.name = "company",
     .patterns = "company, company name, organization, organization name, organisation, organisation name, employer, vendor, vendor name, "
                 "supplier, supplier name, "
                 "business name, firm, firm name, corporation, enterprise, client name, shipper, carrier, carrier name, airline, airline "
                 "name, insurer, "
                 "insurance company, insurance provider, bank, bank name, publisher, publisher name, manufacturer, manufacturer name, "
                 "label, record label, "
                 "studio, sponsor, distributor, dealer, agency, agency name, institution, merchant, merchant name, provider name, "
                 "companies, partner name",
     .texts = {{"company.name", 39}, {"company.industry", 15}}},
    {.name = "name of a company",
     .patterns = "name, legal name, display name",
     .context = "company companies organization organizations organisation organisations supplier suppliers vendor vendors account "
                "accounts client clients shipper shippers carrier carriers "
                "airline airlines bank banks publisher publishers manufacturer manufacturers merchant merchants partner partners agency "
                "agencies tenant tenants "
                "firm employer employers sponsor distributor dealers institution provider clinic organizer business businesses contractor "
                "corporation",
     .texts = {{"company.name", 39}, {"company.industry", 15}}},
    {.name = "name of a place to go",
     .patterns = "name",
     .context = "warehouse warehouses store stores shop shops branch branches office offices location locations venue venues hotel hotels "
                "hospital hospitals school "
                "schools university universities restaurant restaurants facility facilities site sites library libraries station stations "
                "airport airports theater "
                "cinema gym park parks",
     .texts = {{"address.city", 20}}},
    {.name = "brand", .patterns = "brand, brand name, make, maker", .texts = {{"company.name", 39}, {"company.industry", 15}}},
    {.name = "industry",
     .patterns = "industry, sector, branch of industry, line of business, market segment",
     .texts = {{"company.industry", 15}}},
    {.name = "department",
     .patterns = "department, dept, department name, dept name, division, business unit, team, team name, org unit, unit name",
     .texts = {{"choice(\"Sales\", \"Marketing\", \"Finance\", \"Human Resources\", \"Engineering\", \"Operations\", \"Customer Service\", "
                "\"Legal\", \"Purchasing\", "
                "\"Research\", \"Quality\", \"Logistics\")",
                16},
               {"choice(\"HR\", \"IT\", \"FIN\", \"OPS\", \"MKT\", \"R&D\")", 3}}},
    {.name = "name of a department",
     .patterns = "name",
     .context = "department departments dept depts division divisions",
     .texts = {{"choice(\"Sales\", \"Marketing\", \"Finance\", \"Human Resources\", \"Engineering\", \"Operations\", \"Customer Service\", "
                "\"Legal\", \"Purchasing\", "
                "\"Research\", \"Quality\", \"Logistics\")",
                16}}},
    {.name = "product",
     .patterns =
         "product, product name, item name, item, article name, article, goods, merchandise, part name, products, equipment, asset name",
     .texts = {{"product_name", 38}, {"category", 20}}},
    {.name = "name of a product",
     .patterns = "name, title, description short",
     .context = "product products item items article articles goods part parts inventory merchandise stock asset assets equipment variant "
                "variants sku material materials toy toys gadget menu",
     .texts = {{"product_name", 38}, {"category", 20}}},
    {.name = "model",
     .patterns = "model, model name, model number, model no, device model",
     .texts = {{"\"{/[A-Z]{2}/}-{100..999}\"", 6}, {"/[A-Z][0-9]/", 2}}},
    {.name = "category",
     .patterns = "category, category name, subcategory, sub category, product category, categories, product line, product type, item "
                 "category, department name product",
     .texts = {{"category", 20}}},
    {.name = "name of a category",
     .patterns = "name, title",
     .context = "category categories subcategory subcategories",
     .texts = {{"category", 20}}},
    {.name = "stock keeping unit",
     .patterns = "sku, item code, product code, article number, part number, part no, item number, item no, product number, product no, "
                 "article no, stock code, sku code, mpn, product sku, partnumber",
     .texts = {{"/[A-Z]{3}-[0-9]{4}/", 8}, {"/[A-Z]{2}[0-9]{4}/", 6}},
     .integer = "10000..99999"},
    {.name = "article number",
     .patterns = "ean, ean 13, gtin, barcode, bar code, gtin 13",
     .texts = {{"/400[0-9]{10}/", 13}, {"/[0-9]{8}/", 8}}},
    {.name = "universal product code", .patterns = "upc, upc code, upc a", .texts = {{"/0[0-9]{11}/", 12}}},
    {.name = "quantity per unit",
     .patterns = "quantity per unit, package size, packaging, pack size, qty per unit, pack, container",
     .texts = {{"choice(\"10 boxes x 20 bags\", \"24 - 12 oz bottles\", \"12 - 550 ml bottles\", \"48 - 6 oz jars\", \"36 boxes\", \"1 kg "
                "pkg.\", \"24 - 250 g pkgs.\", \"12 - 1 lb pkgs.\", \"10 pieces\", \"500 g\")",
                19},
               {"choice(\"SM CASE\", \"SM BOX\", \"LG CASE\", \"LG BOX\", \"MED BAG\", \"JAR\")", 7}}},
    {.name = "unit",
     .patterns = "unit, unit of measure, uom, measure, units, measurement unit, unit measure",
     .texts = {{"choice(\"piece\", \"box\", \"kg\", \"g\", \"l\", \"m\", \"pack\")", 5},
               {"choice(\"pc\", \"kg\", \"g\", \"l\", \"m\")", 2}}},
    {.name = "invoice number",
     .patterns = "invoice number, invoice no, invoice nr, bill number, bill no, receipt number, receipt no, invoice num",
     .texts = {{"/INV-20[12][0-9]-[0-9]{5}/", 14}, {"/[0-9]{6}/", 6}},
     .integer = "10000..99999"},
    {.name = "order number",
     .patterns = "order number, order no, order ref, order code, order nr, po number, purchase order, purchase order number, order "
                 "reference, po no",
     .texts = {{"/ORD-[0-9]{7}/", 11}, {"/[0-9]{6}/", 6}},
     .integer = "10000..99999"},
    {.name = "tracking number",
     .patterns = "tracking number, tracking no, tracking code, awb, waybill, shipment number, tracking, tracking id",
     .texts = {{"/1Z[0-9A-Z]{16}/", 18}, {"/[0-9]{8}/", 8}}},
    {.name = "account number",
     .patterns = "account number, account no, acct no, bank account, bank account number, acc no, account num, acct number",
     .texts = {{"/[0-9]{10}/", 10}, {"/[0-9]{6}/", 6}},
     .integer = "100000..9999999"},
    {.name = "routing number",
     .patterns = "routing number, routing no, aba, sort code, bank code, blz",
     .texts = {{"/0[1-9][0-9]{7}/", 9}, {"/[0-9]{6}/", 6}},
     .integer = "10000..99999"},
    {.name = "IBAN", .patterns = "iban, iban number", .texts = {{"/DE[0-9]{20}/", 22}}},
    {.name = "BIC", .patterns = "bic, swift, swift code, bic code", .texts = {{"/[A-Z]{4}(US|GB|DE|FR)[A-Z0-9]{2}/", 8}}},
    {.name = "card number",
     .patterns = "card number, credit card number, credit card, card no, cc number, ccn, pan, credit card no, creditcard, cc num",
     .texts = {{"/4[0-9]{15}/", 16}, {"/[0-9]{4}/", 4}}},
    {.name = "last digits of a card",
     .patterns = "last 4, last four, card last 4, card last four, last 4 digits, cc last 4",
     .texts = {{"/[0-9]{4}/", 4}},
     .integer = "1000..9999"},
    {.name = "card verification value",
     .patterns = "cvv, cvc, cvv 2, security code, card cvv",
     .texts = {{"/[0-9]{3}/", 3}},
     .integer = "100..999"},
    {.name = "card type",
     .patterns = "card type, credit card type, cc type, card brand, card network, cctype",
     .texts = {{"choice(\"Visa\": 50, \"Mastercard\": 35, \"Amex\": 10, \"Discover\": 5)", 10}}},
    {.name = "tax number",
     .patterns = "vat id, vat number, vat no, tax id, tax number, vat, tin, ein, tax no, fiscal code, taxid, company number, registration "
                 "number, registration no",
     .texts = {{"/[A-Z]{2}[0-9]{9}/", 11}, {"/[0-9]{8}/", 8}}},
    {.name = "payment method",
     .patterns = "payment method, payment type, pay method, payment mode, paymentmethod, method of payment, payment option",
     .texts = {{"choice(\"card\": 55, \"bank transfer\": 20, \"PayPal\": 15, \"cash\": 10)", 13}, {"choice(\"CC\", \"BT\", \"CA\")", 2}}},
    {.name = "terms of payment",
     .patterns = "payment terms, terms of payment",
     .texts = {{"choice(\"Net 30\": 60, \"Net 60\": 20, \"Net 15\": 10, \"Prepaid\": 10)", 7}}},
    {.name = "way of shipping",
     .patterns = "shipping method, ship method, delivery method, shipping type, ship mode, delivery type, ship via",
     .texts = {{"choice(\"standard\": 70, \"express\": 20, \"pickup\": 10)", 8}}},
    {.name = "credit", .patterns = "^credit, ^c credit, credit status", .texts = {{"choice(\"GC\": 90, \"BC\": 10)", 2}}},
    {.name = "currency",
     .patterns = "currency, currency code, ccy, curr, iso currency, currency cd, cur, currency id, base currency, default currency",
     .texts = {{"choice(\"USD\": 50, \"EUR\": 30, \"GBP\": 10, \"JPY\": 4, \"CHF\": 3, \"CAD\": 3)", 3}}},
    {.name = "name of a currency",
     .patterns = "currency name, currency",
     .context = "currency currencies",
     .texts = {{"choice(\"US Dollar\", \"Euro\", \"Pound Sterling\", \"Yen\", \"Swiss Franc\", \"Canadian Dollar\")", 15}}},
    {.name = "name of a currency",
     .patterns = "name",
     .context = "currency currencies",
     .texts = {{"choice(\"US Dollar\", \"Euro\", \"Pound Sterling\", \"Yen\", \"Swiss Franc\", \"Canadian Dollar\")", 15}}},
    {.name = "symbol of a currency",
     .patterns = "currency symbol, symbol",
     .context = "currency currencies",
     .texts = {{"choice(\"$\", \"€\", \"£\", \"¥\")", 1}}},
    {.name = "ticker symbol", .patterns = "ticker, ticker symbol, stock symbol, symbol", .texts = {{"/[A-Z]{3,4}/", 4}, {"/[A-Z]{2}/", 2}}},
    {.name = "price",
     .patterns =
         "price, unit price, list price, sale price, sales price, retail price, cost, unit cost, total cost, cost price, buy price, sell "
         "price, msrp, price each, purchase price, "
         "standard cost, replacement cost, base price, original price, net price, gross price, selling price, prices, price per unit, "
         "supplycost, supply cost, retailprice, extendedprice, extended price, wholesale price, shipping cost, labor cost",
     .texts = {{"\"{1.00..500.00}\"", 6}, {"\"{1..9}.99\"", 4}},
     .integer = "1..500",
     .decimal = "1..500",
     .real = "round(1.00..500.00, 2)"},
    {.name = "price of a rental",
     .patterns =
         "rental rate, hourly rate, daily rate, rate per day, rate per hour, price per night, price per hour, price per day, nightly rate",
     .integer = "1..9",
     .decimal = "1..9",
     .real = "round(1.00..9.00, 2)"},
    {.name = "amount",
     .patterns = "amount, amt, total, subtotal, sub total, total amount, total price, grand total, net amount, gross amount, sum, payment, "
                 "paid, amount paid, amount due, due amount, line total, "
                 "order total, invoice total, charge, charges, total due, payments, withdrawal, deposit, donation, refund, refund amount, "
                 "invoice amount, total value, totalprice, "
                 "outstanding, debit, ytd, ytd payment, value amount, expense, expenses, revenue, turnover, sales, total sales, income, "
                 "profit, bid, bid amount, turnover",
     .texts = {{"\"{1.00..999.00}\"", 6}},
     .integer = "1..1000",
     .decimal = "1..1000",
     .real = "round(1.00..1000.00, 2)"},
    {.name = "small charge",
     .patterns = "fee, fees, tip, tips, shipping, freight, shipping fee, delivery fee, tax, tax amount, vat amount, discount amount, fine, "
                 "penalty, commission amount, surcharge, service fee, late fee, toll, postage, handling fee, tax total, total tax, "
                 "discount total, freight charge",
     .texts = {{"\"{0.00..50.00}\"", 5}},
     .integer = "0..50",
     .decimal = "0..50",
     .real = "round(0.00..50.00, 2)"},
    {.name = "balance",
     .patterns = "balance, account balance, opening balance, closing balance, current balance, credit balance, acctbal, balance due",
     .integer = "0..10000",
     .decimal = "0..10000",
     .real = "round(0.00..10000.00, 2)"},
    {.name = "limit of credit",
     .patterns = "credit limit, credit lim, creditlimit, spending limit, withdrawal limit, daily limit",
     .integer = "1000..30000",
     .decimal = "1000..30000",
     .real = "round(1000.0..30000.0, 0)"},
    {.name = "budget",
     .patterns = "budget, annual revenue, market cap, capital, contract value, loan amount, principal amount, mortgage, net worth, goal "
                 "amount, target amount, estimated value, annual income",
     .integer = "1000..30000",
     .decimal = "1000..500000",
     .real = "round(1000.0..500000.0, 2)"},
    {.name = "salary",
     .patterns =
         "salary, base salary, annual salary, wage, monthly salary, min salary, pay, salary amount, gross salary, net salary, bonus",
     .integer = "2500..30000",
     .decimal = "2500..9500",
     .real = "round(2500.0..9500.0, 2)"},
    {.name = "highest salary",
     .patterns = "max salary, maximum salary, salary max",
     .integer = "30000..32000",
     .decimal = "9500..20000",
     .real = "round(9500.0..20000.0, 2)"},
    {.name = "share taken off",
     .patterns = "discount, discount rate, discount percent rate, discount factor, rebate",
     .texts = {{"\"{0.00..0.30}\"", 4}},
     .integer = "0..30",
     .decimal = "0.00..0.30",
     .real = "round(0.00..0.30, 2)"},
    {.name = "rate of tax",
     .patterns = "tax rate, vat rate, sales tax rate, gst rate, vat percent rate, d tax, w tax",
     .texts = {{"\"{0.00..0.25}\"", 4}},
     .integer = "0..25",
     .decimal = "0.00..0.20",
     .real = "round(0.00..0.20, 3)"},
    {.name = "rate of interest",
     .patterns = "interest rate, apr, apy, annual rate, commission rate, commission, commission pct, margin, yield, interest",
     .integer = "0..15",
     .decimal = "0.01..0.15",
     .real = "round(0.01..0.15, 4)"},
    {.name = "rate of exchange",
     .patterns = "exchange rate, fx rate, conversion rate, currency rate",
     .integer = "1..2",
     .decimal = "0.50..2.00",
     .real = "round(0.5..2.0, 4)"},
    {.name = "VIN", .patterns = "vin, chassis number, vehicle identification number", .texts = {{"/1[A-HJ-NPR-Z0-9]{10}[0-9]{6}/", 17}}},
    {.name = "licence plate",
     .patterns = "license plate, licence plate, plate, plate number, registration plate, plate no, license plate number, number plate",
     .texts = {{"/[A-Z]{3}-[0-9]{4}/", 8}, {"/[A-Z]{2}[0-9]{4}/", 6}}},
    {.name = "flight number",
     .patterns = "flight number, flight no, flight, flight code",
     .texts = {{"/(AA|BA|DL|LH|UA)[1-9][0-9]{2,3}/", 6}},
     .integer = "100..9999"},
};

}  // namespace

std::span<const DefaultEntry> entries_of_business() { return kBusiness; }

}  // namespace sydac::compiler
