// What names end in when nothing else is known of them: they keep words out of numbers, codes and ids. The weakest entries: any longer
// match elsewhere goes before.
#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

constexpr DefaultEntry kCodes[] = {
    {.name = "code",
     .patterns = "code, cd, codes, abbreviation, abbr, acronym, short code, promo code, coupon code, coupon, voucher, voucher code, "
                 "discount code, shortcode, symbol, prefix, mnemonic, class code, referral code, invite code, batch, lot, batch number, "
                 "lot number, batch no, lot no",
     .texts = {{"/[A-Z]{3}[0-9]{3}/", 6}, {"/[A-Z]{2}[0-9]{2}/", 4}, {"/[A-Z]{2}/", 2}, {"/[A-Z]/", 1}},
     .integer = "100..999",
     .decimal = "100..999"},
    {.name = "identifier",
     .patterns = "id, ids, key, identifier, ident, pk, fk, oid, rid, external ref, foreign id, parent, reports to, ship via, identity, "
                 "entity key, unique key",
     .texts = {{"/[0-9a-f]{12}/", 12}, {"/[A-Z0-9]{8}/", 8}, {"/[A-Z0-9]{4}/", 4}, {"/[A-Z0-9]/", 1}},
     .integer = "1..1000",
     .decimal = "1..1000"},
    {.name = "number",
     .patterns = "number, no, num, nr, nbr, numbers, numero, serial number, serial, serial no, reference, reference number, ref, ref no, "
                 "reference no, certificate number, policy number, contract number, case number, ticket number, badge number, student "
                 "number, employee number, customer number, member number, membership number, transaction number, confirmation number, "
                 "card id, document number, check number, cheque number, registration, transaction ref, payment reference, booking "
                 "reference, reference code, locator, case no, roll no, enrollment number, batch ref, claim number, patient number, mrn",
     .texts = {{"/[1-9][0-9]{7}/", 8}, {"/[1-9][0-9]{3}/", 4}, {"/[1-9][0-9]/", 2}, {"/[1-9]/", 1}},
     .integer = "1000..9999",
     .decimal = "1000..9999"},
    {.name = "name",
     .patterns = "name, names, label, nombre, nom",
     .texts = {{"words(2)", 25}, {"words(1)", 12}, {"/[BDFGKLMNPRST][aeiou][lmnrst][aeiou][lnrs]/", 5}, {"/[A-Z][aeiou]/", 2}}},
    {.name = "code of a currency",
     .patterns = "code, iso, iso code, alpha code",
     .context = "currency currencies",
     .texts = {{"choice(\"USD\", \"EUR\", \"GBP\", \"JPY\", \"CHF\", \"CAD\")", 3}}},
};

}  // namespace

std::span<const DefaultEntry> entries_of_codes() { return kCodes; }

}  // namespace sydac::compiler
