#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

constexpr DefaultEntry kPlaces[] = {
    {.name = "street",
     .patterns = "street, address, address 1, addr, addr 1, street address, line 1, address line, address line 1, addr line 1, street 1, "
                 "street name, street line 1, address street, addresses, location address, adress, strasse, residence",
     .texts = {{"address.street", 26}, {"\"{1..999} {last_name} St\"", 18}}},
    {.name = "second line of an address",
     .patterns = "address 2, addr 2, line 2, address line 2, addr line 2, street 2, street line 2, suite, apartment, apt, apartment "
                 "number, unit number, unit no, apt no, apt number, secondary address, flat",
     .texts = {{"choice(\"Apt. {1..99}\": 5, \"Suite {100..999}\": 3, \"Unit {1..30}\": 2)", 9}, {"\"{1..99}\"", 2}}},
    {.name = "third line of an address",
     .patterns = "address 3, addr 3, line 3, address line 3, street 3",
     .texts = {{"\"Building {1..20}\"", 11}}},
    {.name = "house number",
     .patterns = "house number, house no, street number, street no, building number, house nr, civic number",
     .texts = {{"\"{address.house_number}\"", 20}, {"\"{1..200}\"", 3}, {"\"{1..99}\"", 2}},
     .integer = "1..200"},
    {.name = "building",
     .patterns = "building, building name, bldg, block",
     .texts = {{"choice(\"Building A\", \"Building B\", \"Building C\", \"North Wing\", \"South Wing\", \"Annex\")", 10}, {"/[A-H]/", 1}}},
    {.name = "floor", .patterns = "floor, storey", .texts = {{"\"{1..20}\"", 2}}, .integer = "0..20"},
    {.name = "room", .patterns = "room, room number, room no", .texts = {{"\"{100..499}\"", 3}}, .integer = "100..499"},
    {.name = "city",
     .patterns = "city, town, city name, town name, municipality, locality, village, place of birth, birthplace, birth place, hometown, "
                 "ort, cities, location city, venue city, suburb",
     .texts = {{"address.city", 20}, {"substr(address.city, 1, 15)", 15}, {"substr(address.city, 1, 10)", 10}}},
    {.name = "name of a city",
     .patterns = "name",
     .context = "city cities town towns municipality municipalities village villages place",
     .texts = {{"address.city", 20}, {"substr(address.city, 1, 15)", 15}, {"substr(address.city, 1, 10)", 10}}},
    {.name = "state",
     .patterns = "state province, province, region, district, county, state name, province name, region name, territory, state or "
                 "province, federal state, prefecture, canton, department region, stateprovince, region description, territory description",
     .texts = {{"address.state", 20}, {"address.state_code", 2}}},
    {.name = "state of an address",
     .patterns = "state",
     .context = "address addresses customer customers billing shipping bill ship home work mailing user users person people employee "
                "employees supplier suppliers city cities store stores warehouse district location locations patient patients contact "
                "contacts vendor vendors company companies branch branches office offices school schools hospital hospitals hotel hotels "
                "state states member members license plate student students author authors publisher publishers owner owners birth",
     .texts = {{"address.state", 20}, {"address.state_code", 2}}},
    {.name = "name of a state",
     .patterns = "name",
     .context = "state states province provinces region regions county counties territory territories district districts",
     .texts = {{"address.state", 20}}},
    {.name = "state code",
     .patterns =
         "state code, state abbr, state abbreviation, province code, state cd, region code, st, subdivision code, statecode, abbr state",
     .texts = {{"address.state_code", 2}}},
    {.name = "abbreviation of a state",
     .patterns = "abbr, abbreviation, code",
     .context = "state states province provinces",
     .texts = {{"address.state_code", 2}}},
    {.name = "postal code",
     .patterns = "zip, zip code, postcode, post code, postal code, postal, zipcode, zip postal code, plz, pin code, pincode, zip 5, "
                 "postalcode, eircode",
     .texts = {{"address.zip", 5}},
     .integer = "10000..99999"},
    {.name = "ZIP+4", .patterns = "zip 4, plus 4, zip plus 4", .texts = {{"/[0-9]{4}/", 4}}},
    {.name = "country",
     .patterns = "country, country name, nation, country of birth, country of origin, land, countries",
     .texts = {{"address.country", 13}, {"address.country_code", 2}}},
    {.name = "country code",
     .patterns = "country code, country iso, country iso code, country cd, iso country, iso country code, nation code, iso 2, iso alpha 2, "
                 "alpha 2, country abbr, country id",
     .texts = {{"address.country_code", 2}}},
    {.name = "latitude",
     .patterns = "latitude, lat, geo lat, gps lat, location lat",
     .texts = {{"\"{-60.000000..70.000000}\"", 10}},
     .integer = "-60..70",
     .decimal = "-60..70",
     .real = "round(-60.000000..70.000000, 6)"},
    {.name = "longitude",
     .patterns = "longitude, lng, lon, long, geo lng, geo lon, gps lon, gps lng, location lng",
     .texts = {{"\"{-179.000000..179.000000}\"", 11}},
     .integer = "-179..179",
     .decimal = "-179..179",
     .real = "round(-179.000000..179.000000, 6)"},
    {.name = "altitude", .patterns = "altitude, elevation", .integer = "0..3000", .decimal = "0..3000", .real = "round(0.0..3000.0, 1)"},
    {.name = "coordinates",
     .patterns = "coordinates, coords, geo, latlng, lat lng, lat lon, geolocation, gps",
     .texts = {{"\"{-60.0000..70.0000},{-179.0000..179.0000}\"", 18}}},
    {.name = "full address",
     .patterns = "full address, formatted address, complete address, postal address",
     .texts = {{"address.full", 58}, {"address.street", 26}}},
    {.name = "location",
     .patterns = "location, place, venue, destination, origin, pickup location, dropoff location, from city, to city",
     .texts = {{"address.city", 20}}},
    {.name = "area code",
     .patterns = "area code, dialing code, phone area code",
     .texts = {{"address.area_code", 3}},
     .integer = "201..989"},
    {.name = "continent",
     .patterns = "continent",
     .texts = {{"choice(\"Africa\", \"Asia\", \"Europe\", \"North America\", \"South America\", \"Oceania\")", 13},
               {"choice(\"AF\", \"AS\", \"EU\", \"NA\", \"SA\", \"OC\")", 2}}},
    {.name = "calling code",
     .patterns = "calling code, phone code, dial code, country calling code, phonecode",
     .texts = {{"choice(\"+1\", \"+33\", \"+44\", \"+49\", \"+39\", \"+81\")", 3}},
     .integer = "1..998"},
    {.name = "airport",
     .patterns = "airport, airport code, iata, iata code, departure airport, arrival airport",
     .texts = {{"choice(\"ATL\", \"LAX\", \"ORD\", \"DFW\", \"DEN\", \"JFK\", \"SFO\", \"SEA\", \"LHR\", \"CDG\", \"FRA\", \"AMS\", "
                "\"MAD\", \"HND\", \"SIN\", \"DXB\")",
                3}}},
};

}  // namespace

std::span<const DefaultEntry> entries_of_places() { return kPlaces; }

}  // namespace sydac::compiler
