CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id serial primary key, name varchar(10) not null unique);
CREATE TABLE res (id serial primary key, room int not null references rooms, during tstzrange not null, EXCLUDE USING gist (room WITH =, during WITH &&));
CREATE TABLE res2 (id serial primary key, room int not null references rooms, starts date not null, ends date not null, CHECK (starts < ends), EXCLUDE USING gist (room WITH =, daterange(starts, ends) WITH &&));
CREATE TABLE codes (code text primary key, label text); CREATE TABLE uses (id serial primary key, code varchar(6) references codes, room_name varchar(8) references rooms(name));
CREATE TABLE vehicle (id bigserial primary key, kind varchar(10) not null check (kind in ('car','truck','bike')), plate text, unique (id, kind));
CREATE TABLE car (id bigint primary key, kind varchar(10) not null default 'car' check (kind = 'car'), doors int check (doors in (2,4)), foreign key (id, kind) references vehicle (id, kind));
CREATE TABLE truck (vehicle_id bigint not null, kind varchar(10) not null check (kind = 'truck'), load numeric(6,1) check (load between 1.5 and 40), foreign key (vehicle_id, kind) references vehicle (id, kind));
