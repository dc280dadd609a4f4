#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

constexpr DefaultEntry kMachines[] = {
    {.name = "IP address",
     .patterns = "ip, ip address, ipv4, ip addr, remote addr, remote ip, client ip, ipaddress, source ip, user ip, remote address, src ip, "
                 "dst ip, last ip, login ip, created ip, ipv4 address, server ip, host ip, ips",
     .texts = {{"\"10.{0..255}.{0..255}.{1..254}\"", 14}}},
    {.name = "IPv6 address", .patterns = "ipv6, ip 6, ipv6 address", .texts = {{"/2001:db8(:[0-9a-f]{4}){6}/", 38}}},
    {.name = "network", .patterns = "cidr, subnet, ip range, netmask", .texts = {{"\"10.{0..255}.{0..255}.0/24\"", 15}}},
    {.name = "host name",
     .patterns = "hostname, host, host name, server, server name, remote host, node, node name, machine, machine name, computer name, "
                 "fqdn, proxy hostname, db host, smtp host",
     .texts = {{"\"{choice(\"web\", \"app\", \"db\", \"mail\", \"cache\")}-{1..99}.example.com\"", 20}, {"/(web|app)-[0-9]{2}/", 6}}},
    {.name = "port",
     .patterns = "port, port number, tcp port, server port, source port, dest port, smtp port",
     .texts = {{"\"{1024..49151}\"", 5}},
     .integer = "1024..32767"},
    {.name = "MAC address",
     .patterns = "mac, mac address, mac addr, ethernet address, hw address",
     .texts = {{"/02(:[0-9a-f]{2}){5}/", 17}}},
    {.name = "domain",
     .patterns = "domain, domain name, site domain, email domain",
     .texts = {{"company.domain", 32}, {"\"{/[a-z]{6}/}.example\"", 14}}},
    {.name = "user agent",
     .patterns = "user agent, ua, useragent, browser agent, agent string, http user agent",
     .texts = {{"\"Mozilla/5.0 (X11; Linux x86_64; rv:{100..140}.0) Gecko/20100101 Firefox/{100..140}.0\"", 70},
               {"\"Firefox/{100..140}.0\"", 13}}},
    {.name = "browser",
     .patterns = "browser, browser name",
     .texts = {{"choice(\"Chrome\": 60, \"Safari\": 20, \"Firefox\": 10, \"Edge\": 10)", 7}}},
    {.name = "operating system",
     .patterns = "os, operating system, platform, os name, device os, os version",
     .texts = {{"choice(\"Windows\": 45, \"macOS\": 15, \"Linux\": 5, \"Android\": 20, \"iOS\": 15)", 7}}},
    {.name = "device",
     .patterns = "device, device type, device name, device model name",
     .texts = {{"choice(\"desktop\": 45, \"mobile\": 45, \"tablet\": 10)", 7}}},
    {.name = "web page",
     .patterns =
         "url, website, homepage, home page, web site, uri, link, web page, site, web, site url, website url, web address, href, "
         "permalink, canonical url, page url, referrer, referer, redirect uri, redirect url, redirect to, callback url, webhook url, "
         "endpoint, webpage, links, redirect uris, target url, source url, profile url, video url, documentation, repository, repo url, "
         "repository url, blog, blog url, source link, landing page, client uri, jwks uri, issuer, logout url, origin url",
     .texts = {{"\"https://www.{company.domain}/{/[a-z]{4,8}/}\"", 53},
               {"\"https://{/[a-z]{6}/}.example\"", 22},
               {"\"/{/[a-z]{6}/}\"", 7}}},
    {.name = "picture",
     .patterns = "image, image url, picture, picture url, img, img url, photo, photo url, avatar, avatar url, thumbnail, thumbnail url, "
                 "logo, logo url, icon url, banner, image path, photo path, cover, cover image, profile picture, profile image, profile "
                 "pic, pic, poster, screenshot, banner url, cover url, logo uri, picture path, images, photos, profile photo, image file, "
                 "image name, image link, favicon, avatar path, image src, headshot",
     .texts = {{"\"/img/{/[a-z]{8}/}.jpg\"", 17}, {"/[a-z]{4}\\.jpg/", 8}}},
    {.name = "file name",
     .patterns = "file name, filename, file, attachment, original name, original filename, document name, attachment name, doc name, "
                 "upload name, workflow filename, name file, backup file",
     .texts = {{"\"{words(1)}-{/[0-9]{4}/}.{choice(\"pdf\", \"csv\", \"png\", \"jpg\", \"docx\", \"txt\")}\"", 22},
               {"/[a-z]{4}\\.txt/", 8}}},
    {.name = "path",
     .patterns = "path, file path, filepath, directory, dir, folder, folder name, storage path, file location, full path, pathname, "
                 "workflow filepath, s3 key, object key, route",
     .texts = {{"\"/{words(1)}/{words(1)}/{/[a-z0-9]{8}/}\"", 35}, {"/\\/[a-z]{6}/", 7}}},
    {.name = "media type",
     .patterns = "mime type, content type, mime, media type, mimetype, file mime type, mime types",
     .texts = {{"choice(\"image/jpeg\": 30, \"image/png\": 25, \"application/pdf\": 25, \"text/plain\": 10, \"text/csv\": 10)", 15}}},
    {.name = "file extension",
     .patterns = "extension, file extension, file ext, file type, filetype, file format, ext, document type",
     .texts = {{"choice(\"jpg\", \"png\", \"pdf\", \"csv\", \"txt\", \"zip\")", 3}}},
    {.name = "encoding", .patterns = "encoding, charset, character set", .texts = {{"choice(\"utf-8\": 90, \"latin1\": 10)", 6}}},
    {.name = "slug",
     .patterns = "slug, url slug, permalink slug, seo name, url name, url key, handle slug, post name, short name, machine readable name, "
                 "identifier name, alias slug, sanitized name, urlname",
     .texts = {{"\"{words(1)}-{words(1)}\"", 25}, {"/[a-z]{6}/", 6}}},
    {.name = "identifier",
     .patterns = "attribute name, parameter name, property name, key name, config key, setting key, setting name, table name, column name, "
                 "field name, queue name, topic name, bucket name, function name, class name, job name, step name, task name, process "
                 "name, service name, service, app name, application, application name, component, module, module name, namespace, schema "
                 "name, db name, database name, index name, env key, variable name, variable, parameter, attribute, property, field, "
                 "setting, option name, meta key, cookie name, event key, tag key, tag name key, lock name, cache name, thread name, "
                 "instance name, cluster name, pipeline name, index, plugin, plugin name, package name, crate name, lib name, job key name",
     .texts = {{"\"{words(1)}_{words(1)}\"", 25}, {"/[a-z]{6}/", 6}}},
    {.name = "value of a setting",
     .patterns = "attribute value, parameter value, property value, setting value, config value, option value, meta value, value, field "
                 "value, default value, val, old value, new value",
     .texts = {{"words(1)", 12}},
     .integer = "1..1000",
     .decimal = "1..1000",
     .real = "round(0.00..1000.00, 2)"},
    {.name = "name of a data type",
     .patterns = "parameter type, data type, value type, field type, column type, datatype",
     .texts = {{"choice(\"string\", \"integer\", \"boolean\", \"date\", \"float\")", 7}}},
    {.name = "class of a program",
     .patterns = "class name, fqcn, java class, handler",
     .texts = {{"\"com.example.{words(1)}\"", 24}, {"words(1)", 12}}},
    {.name = "token",
     .patterns = "token, api key, access token, refresh token, auth token, session token, secret, secret key, private key, public key, "
                 "client secret, api token, session id, csrf token, reset token, password reset token, activation code, verification "
                 "token, verification code, remember token, access key, security stamp, key value, csrf, invite token, confirmation token, "
                 "auth code, authorization code, idempotency key, nonce, signature, salt, secret salt, password salt, otp secret, session "
                 "key, session, sessionid, activation key, auth key, registration token, recovery token, invitation token, provider access "
                 "token, unsubscribe token, device token, push token, code verifier, code challenge, jti, hmac key, encryption key, "
                 "license key, invitation code, phone change token",
     .texts = {{"/[0-9a-f]{32}/", 32}, {"/[0-9a-f]{16}/", 16}, {"/[0-9a-f]{8}/", 8}}},
    {.name = "one-time code",
     .patterns = "otp, otp code, pin, pin code number, two factor code, verification pin, passcode, mfa code, totp",
     .texts = {{"/[0-9]{6}/", 6}, {"/[0-9]{4}/", 4}},
     .integer = "1000..9999"},
    {.name = "SHA-256",
     .patterns = "sha256, sha 256, hash, digest, content hash, file hash, token hash, secret hash, checksum sha256, block hash, tx hash, "
                 "transaction hash, fingerprint, hash value, payment hash, data hash",
     .texts = {{"/[0-9a-f]{64}/", 64}, {"/[0-9a-f]{40}/", 40}, {"/[0-9a-f]{32}/", 32}, {"/[0-9a-f]{8}/", 8}}},
    {.name = "SHA-1",
     .patterns = "sha1, sha, commit, commit hash, git hash, revision hash, commit sha, commit id, git sha, git commit",
     .texts = {{"/[0-9a-f]{40}/", 40}, {"/[0-9a-f]{7}/", 7}}},
    {.name = "MD5",
     .patterns = "md5, checksum, md5 hash, etag, file checksum, crc, gravatar, job key",
     .texts = {{"/[0-9a-f]{32}/", 32}, {"/[0-9a-f]{8}/", 8}}},
    {.name = "password",
     .patterns = "password, passwd, pwd, pass, password hash, hashed password, encrypted password, password digest, passwordhash, pass "
                 "hash, password encrypted, user password, passphrase, pw, pass word, password hashed, user pass",
     .texts = {{"/\\$2b\\$12\\$[.\\/A-Za-z0-9]{53}/", 60}, {"/[0-9a-f]{40}/", 40}, {"/[0-9a-f]{32}/", 32}, {"/[A-Za-z0-9]{8}/", 8}}},
    {.name = "UUID as text",
     .patterns = "uuid, guid, uid, external id, correlation id, request id, trace id, message id, event id, transaction id, tracking uuid, "
                 "global id, public id, unique id, device id, session uuid, txn id, extern uid, sub, span id, aud",
     .texts = {{"\"{uuid}\"", 36}, {"/[0-9a-f]{32}/", 32}, {"/[0-9a-f]{16}/", 16}, {"/[0-9a-f]{8}/", 8}}},
    {.name = "version",
     .patterns = "version, ver, app version, version number, semver, api version, software version, version no, release version, num, rust "
                 "version, build version, lib version, min version, max version, firmware, firmware version, version string, version name, "
                 "schema version",
     .texts = {{"\"{0..9}.{0..20}.{0..30}\"", 7}, {"\"{0..9}.{0..9}\"", 3}, {"/[1-9]/", 1}},
     .integer = "1..20",
     .decimal = "1..20",
     .real = "round(1.0..9.0, 1)"},
    {.name = "HTTP method",
     .patterns = "http method, request method, ^method, verb",
     .texts = {{"choice(\"GET\": 65, \"POST\": 20, \"PUT\": 8, \"DELETE\": 5, \"PATCH\": 2)", 6}}},
    {.name = "HTTP status",
     .patterns = "http status, http status code, response code, response status, status code, http code, error code",
     .texts = {{"choice(\"200\": 85, \"404\": 8, \"302\": 4, \"500\": 3)", 3}},
     .integer = "choice(200: 85, 404: 8, 302: 4, 500: 3)"},
    {.name = "protocol",
     .patterns = "protocol, scheme, network protocol, transport",
     .texts = {{"choice(\"https\": 60, \"http\": 20, \"ssh\": 15, \"ftp\": 5)", 5}}},
    {.name = "exit code",
     .patterns = "exit code, exit status, return code, errno",
     .texts = {{"choice(\"COMPLETED\": 85, \"FAILED\": 10, \"UNKNOWN\": 5)", 9}, {"\"{0..9}\"", 1}},
     .integer = "choice(0: 90, 1: 8, 2: 2)"},
    {.name = "provider",
     .patterns = "provider, provider type, identity provider, auth provider, oauth provider, social provider, source, channel, platform "
                 "name, utm source, traffic source, referral source, lead source, medium, acquisition channel, referral",
     .texts = {{"choice(\"web\": 45, \"email\": 20, \"search\": 20, \"partner\": 15)", 7}, {"choice(\"web\", \"app\")", 3}},
     .integer = "1..5"},
    {.name = "way to log in",
     .patterns = "auth method, authentication method, auth type, authentication type, login method, login type, mfa method, factor type",
     .texts = {{"choice(\"password\": 60, \"oauth\": 25, \"otp\": 15)", 8}, {"choice(\"pwd\", \"otp\")", 3}}},
    {.name = "structured data",
     .patterns =
         "payload, config, configuration, metadata, meta data, settings, properties, json, context, headers, options, extra, attributes, "
         "preferences, params, parameters, custom fields, meta, serialized context, raw data, state json, extra data, additional data",
     .texts = {{"\"\\{\\}\"", 2}}},
    {.name = "version requirement",
     .patterns = "req, version req, requirement, version requirement, version range",
     .texts = {{"\"^{0..9}.{0..20}\"", 5}}},
    {.name = "environment",
     .patterns = "environment, env, deployment environment",
     .texts = {{"choice(\"production\": 60, \"staging\": 25, \"development\": 15)", 11}, {"choice(\"prod\": 60, \"test\": 40)", 4}}},
    {.name = "scope",
     .patterns = "scope, scopes, grant type, grant types, oauth scope",
     .texts = {{"choice(\"read\": 60, \"write\": 25, \"admin\": 15)", 5}}},
    {.name = "algorithm",
     .patterns = "algorithm, algo, hash algorithm, cipher",
     .texts = {{"choice(\"sha256\": 70, \"sha512\": 20, \"sha1\": 10)", 6}}},
    {.name = "icon",
     .patterns = "icon, icon name, icon class",
     .texts = {{"choice(\"home\", \"user\", \"star\", \"heart\", \"search\", \"cart\", \"mail\", \"phone\")", 6}}},
    {.name = "emoji", .patterns = "emoji, reaction, reaction type", .texts = {{"choice(\"👍\": 50, \"🎉\": 20, \"😀\": 20, \"🚀\": 10)", 1}}},
    {.name = "expression of cron",
     .patterns = "cron, cron expression, schedule, crontab",
     .texts = {{"choice(\"0 * * * *\", \"0 0 * * *\", \"*/15 * * * *\", \"0 6 * * 1\")", 12}}},
    {.name = "bytes",
     .patterns = "bytes, file size, filesize, size bytes, content length, size in bytes, file size bytes, byte size, byte count, upload "
                 "size, length bytes, memory, disk usage, document size, blob size, bytes sent, bytes received",
     .integer = "1000..5000000",
     .decimal = "1000..5000000",
     .real = "round(1000.0..5000000.0, 0)"},
    {.name = "size of a file",
     .patterns = "size, length",
     .context = "file files attachment attachments document documents media upload uploads image images crate blob blobs resource backup",
     .integer = "1000..5000000",
     .decimal = "1000..5000000",
     .real = "round(1000.0..5000000.0, 0)"},
};

}  // namespace

std::span<const DefaultEntry> entries_of_machines() { return kMachines; }

}  // namespace sydac::compiler
