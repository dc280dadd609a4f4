#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

constexpr DefaultEntry kPeople[] = {
    {.name = "first name",
     .patterns = "first name, fname, f name, given name, forename, christian name, name first, nickname first, ^first, preferred name",
     .texts = {{"person.first_name", 11}, {"substr(person.first_name, 1, 10)", 10}, {"substr(person.first_name, 1, 6)", 6}}},
    {.name = "middle name",
     .patterns = "middle name, mname, m name, second name, name middle, additional name",
     .texts = {{"first_name", 11}, {"person.middle_initial", 1}}},
    {.name = "middle initial", .patterns = "middle initial, ^middle, mi, minit, middle init", .texts = {{"person.middle_initial", 1}}},
    {.name = "last name",
     .patterns = "last name, lname, l name, surname, family name, name last, maiden name, ^last, patronymic",
     .texts = {{"person.last_name", 11}, {"substr(person.last_name, 1, 10)", 10}, {"substr(person.last_name, 1, 6)", 6}}},
    {.name = "initials", .patterns = "initials", .texts = {{"/[A-Z]\\.[A-Z]\\./", 4}, {"/[A-Z]{2}/", 2}}},
    {.name = "full name",
     .patterns =
         "full name, fullname, person, person name, contact name, real name, legal name, display name, contact, attn, attention, author, "
         "creator "
         "name, holder, account holder, cardholder, card holder, name on card, beneficiary, recipient, sender, signatory, guardian, "
         "spouse, emergency contact, next of kin, artist name, ship name, shipping name, bill name, billing name, composer, director, "
         "producer, instructor, lecturer, physician, attorney, salesperson, sales rep, handled by, approved by, created by, updated by, "
         "modified by, deleted by, reviewed by, assigned to, performed by, signed by, reported by, requested by, verified by, assignee, "
         "reviewer, approver, editor, writer, by, photographer, narrator, translator, coach, referee, captain",
     .texts = {{"person.name", 23}, {"person.last_name", 11}},
     .integer = "1..1000"},
    {.name = "name of a person",
     .patterns = "name, names",
     .context = "user users people person persons customer customers employee employees contact contacts patient patients doctor doctors "
                "student students teacher teachers member members author authors actor actors owner owners staff artist artists manager "
                "managers agent agents driver drivers passenger passengers guest guests player players singer composer composers director "
                "directors citizen resident tenant tenants volunteer volunteers donor donors child children parent parents candidate "
                "candidates applicant applicants instructor instructors professor professors faculty nurse nurses vet vets lead leads rep "
                "salesman salesmen subscriber subscribers speaker speakers attendee attendees participant participants officer officers "
                "borrower borrowers reader readers buyer buyers seller sellers sender recipient holder contractor contractors freelancer "
                "worker workers technician technicians physician physicians barber barbers trainer trainers coach coaches editor writer "
                "reviewer reviewers reporter judge judges lawyer lawyers witness client clients referee supervisor mentor friend friends",
     .texts = {{"person.name", 23}, {"person.last_name", 11}}},
    {.name = "e-mail address",
     .patterns =
         "email, e mail, mail, email address, mail address, emails, email addr, email id, e mail address, contact email, paypal, reply to",
     .texts = {{"person.email", 39}, {"\"{/[a-z]{6}/}@example.com\"", 18}}},
    {.name = "user name",
     .patterns = "username, user name, user login, login, login name, nickname, nick, nick name, handle, screen name, account name, uname, "
                 "usr, twitter, twitter handle, github, github username, instagram, skype, facebook, telegram, gh login, login id, userid, "
                 "^user, ^alias, principal name, created by user, db user, owner name, owner",
     .texts = {{"person.username", 27}, {"/[a-z]{8}/", 8}}},
    {.name = "sex", .patterns = "sex, gender", .texts = {{"person.sex", 6}, {"upper(substr(person.sex, 1, 1))", 1}}, .integer = "0..2"},
    {.name = "salutation",
     .patterns = "salutation, title of courtesy, honorific, name prefix, courtesy title, person title",
     .texts = {{"person.title", 4}}},
    {.name = "name suffix", .patterns = "name suffix", .texts = {{"choice(\"Jr.\": 5, \"Sr.\": 2, \"II\": 2, \"III\": 3)", 3}}},
    {.name = "marital status",
     .patterns = "marital status, civil status, marital, maritalstatus",
     .texts = {{"choice(\"single\": 40, \"married\": 45, \"divorced\": 10, \"widowed\": 5)", 8},
               {"choice(\"S\": 40, \"M\": 45, \"D\": 10, \"W\": 5)", 1}}},
    {.name = "job title",
     .patterns = "job title, job, occupation, profession, position, job position, designation, contact title, employment title, employee "
                 "title, staff title, working title, jobtitle, job role, organizational role, career",
     .texts = {{"job", 28}}},
    {.name = "title of an employee",
     .patterns = "title",
     .context = "employee employees staff contact contacts person people instructor doctor lead leads position positions",
     .texts = {{"job", 28}, {"person.title", 4}}},
    {.name = "date of birth",
     .patterns = "birthday, birth date, date of birth, dob, born, birth, born on, birthdate, date birth, birth day",
     .moment = "now - 80y..now - 18y"},
    {.name = "date of birth of an animal",
     .patterns = "birthday, birth date, date of birth, dob, born",
     .context = "pet pets animal animals dog dogs cat cats horse horses",
     .moment = "now - 15y..now - 60d"},
    {.name = "date of death", .patterns = "date of death, death date, died, deceased at, deathdate", .moment = "now - 20y..now"},
    {.name = "year of birth",
     .patterns = "birth year, year of birth, born year, yob",
     .texts = {{"\"{1946..2007}\"", 4}},
     .integer = "1946..2007"},
    {.name = "age", .patterns = "age, ages", .texts = {{"\"{18..90}\"", 2}}, .integer = "18..90", .decimal = "18..90"},
    {.name = "social security number",
     .patterns = "ssn, social security number, social security no, national id, nin, tax id number, personal number, personal id, national "
                 "identity number, identity number, national number, citizen id",
     .texts = {{"/9[0-9]{2}-[0-9]{2}-[0-9]{4}/", 11}, {"/9[0-9]{8}/", 9}}},
    {.name = "passport", .patterns = "passport, passport number, passport no", .texts = {{"/[A-Z][0-9]{8}/", 9}}},
    {.name = "driving licence",
     .patterns = "driver license, drivers license, driving license, driving licence, driver license number, license number, licence "
                 "number, license no",
     .texts = {{"/[A-Z][0-9]{7}/", 8}}},
    {.name = "blood type",
     .patterns = "blood type, blood group, bloodtype",
     .texts = {{"choice(\"O+\": 37, \"A+\": 36, \"B+\": 9, \"AB+\": 3, \"O-\": 7, \"A-\": 6, \"B-\": 1, \"AB-\": 1)", 3}}},
    {.name = "nationality",
     .patterns = "nationality, citizenship, ethnicity",
     .texts = {{"choice(\"American\": 30, \"British\": 12, \"Canadian\": 8, \"German\": 10, \"French\": 9, \"Italian\": 6, \"Spanish\": 6, "
                "\"Indian\": 9, \"Chinese\": 6, \"Brazilian\": 4)",
                9}}},
    {.name = "religion",
     .patterns = "religion",
     .texts = {{"choice(\"none\": 40, \"Christian\": 35, \"Muslim\": 12, \"Hindu\": 6, \"Jewish\": 3, \"Buddhist\": 4)", 9}}},
    {.name = "education",
     .patterns = "education, education level, degree, qualification, qualifications",
     .texts = {{"choice(\"High School\": 30, \"Associate\": 15, \"Bachelor\": 35, \"Master\": 16, \"Doctorate\": 4)", 11}}},
    {.name = "relationship",
     .patterns = "relationship, relation, kinship",
     .texts = {{"choice(\"spouse\": 3, \"parent\": 3, \"sibling\": 2, \"child\": 2, \"friend\": 2, \"colleague\": 1)", 9}}},
    {.name = "height of a person",
     .patterns = "height",
     .context = "person people patient patients player players user users athlete athletes employee",
     .integer = "150..200",
     .decimal = "150..200",
     .real = "round(150.0..200.0, 1)"},
    {.name = "weight of a person",
     .patterns = "weight",
     .context = "person people patient patients player players user users athlete athletes employee",
     .integer = "48..120",
     .decimal = "48..120",
     .real = "round(48.0..120.0, 1)"},
    {.name = "phone number",
     .patterns = "phone, phone number, mobile, mobile number, mobile phone, tel, telephone, telephone number, cell, cell phone, cell "
                 "number, fax, fax number, phone no, mobile no, contact number, contact no, home phone, work phone, telefax, pager, "
                 "whatsapp, msisdn, landline, cellphone, phones, phone nr, telno, tel no",
     .texts = {{"phone", 15}, {"/[2-9][0-9]{2}-555-01[0-9]{2}/", 12}, {"/555-01[0-9]{2}/", 8}}},
    {.name = "phone extension",
     .patterns = "phone ext, phone extension, ^ext, tel ext, ext no",
     .texts = {{"/[1-9][0-9]{2,3}/", 4}},
     .integer = "100..9999"},
    {.name = "phone extension",
     .patterns = "extension, ext",
     .context = "employee employees person people contact contacts staff phone",
     .texts = {{"/[1-9][0-9]{2,3}/", 4}},
     .integer = "100..9999"},
    {.name = "biography",
     .patterns = "bio, biography, about, about me, profile text, short bio, life story",
     .texts = {{"paragraph(1, 3)", 620}, {"sentence", 206}}},
};

}  // namespace

std::span<const DefaultEntry> entries_of_people() { return kPeople; }

}  // namespace sydac::compiler
