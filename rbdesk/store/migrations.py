"""The schema, one numbered step after another. A released step is never edited; the next one is added.

Plain SQL: each step runs in one transaction together with its number (`user_version`). JSON is checked by its
brackets only: SQLite refuses json_valid() in a schema that is not trusted.
"""

from __future__ import annotations

APPLICATION_ID = 0x52424431  # "RBD1"

_FIRST = """
CREATE TABLE facts (
    name TEXT NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
    value TEXT NOT NULL CHECK (length(value) <= 4000)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    place INTEGER PRIMARY KEY CHECK (place > 0),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    act TEXT NOT NULL CHECK (length(act) BETWEEN 1 AND 24),
    office TEXT NOT NULL CHECK (length(office) <= 8),
    year INTEGER NOT NULL CHECK (year = 0 OR year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL CHECK (length(instrument) <= 40),
    question TEXT NOT NULL CHECK (length(question) <= 100),
    old TEXT NOT NULL CHECK (old GLOB '[[]*]'),
    new TEXT NOT NULL CHECK (length(new) > 0),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    device TEXT NOT NULL CHECK (length(device) <= 40),
    previous TEXT NOT NULL CHECK (length(previous) = 64 AND previous NOT GLOB '*[^0-9a-f]*'),
    hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (replica, n)
) STRICT;
CREATE INDEX journal_of_question ON journal (office, year, instrument, question) WHERE question <> '';
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is never cut'); END;

CREATE TABLE vectors (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    PRIMARY KEY (office, year, replica)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL CHECK (length(instrument) BETWEEN 3 AND 40),
    question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 100),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    value TEXT CHECK (value IS NULL OR value GLOB '"?*"' OR value GLOB '{*}'),
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, instrument, question, replica, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL CHECK (length(instrument) BETWEEN 3 AND 40),
    question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 100),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 67108864),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    mime TEXT NOT NULL CHECK (length(mime) BETWEEN 1 AND 100),
    note TEXT NOT NULL CHECK (length(note) <= 500),
    linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, instrument, question, sha256, replica, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE profiles (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    head TEXT NOT NULL CHECK (length(head) <= 80),
    contact TEXT NOT NULL CHECK (length(contact) <= 80),
    phone TEXT NOT NULL CHECK (length(phone) <= 80),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, replica, n)
) STRICT, WITHOUT ROWID;

-- What stays on this computer

CREATE TABLE stages (
    office TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    stage TEXT NOT NULL CHECK (stage IN ('terbuka', 'terkunci', 'diverifikasi', 'selesai')),
    at TEXT NOT NULL CHECK (length(at) = 20),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE flags (
    office TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (office, year, instrument, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE waivers (
    office TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL,
    finding TEXT NOT NULL CHECK (length(finding) <= 140),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at TEXT NOT NULL CHECK (length(at) = 20),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, instrument, finding)
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 67108864),
    mime TEXT NOT NULL CHECK (length(mime) BETWEEN 1 AND 100),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    at TEXT NOT NULL CHECK (length(at) = 20),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    content_date TEXT CHECK (content_date IS NULL OR content_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT, WITHOUT ROWID;

CREATE TABLE packages (
    bundle_id TEXT NOT NULL PRIMARY KEY CHECK (length(bundle_id) = 64 AND bundle_id NOT GLOB '*[^0-9a-f]*'),
    office TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 9999),
    final INTEGER NOT NULL CHECK (final IN (0, 1)),
    state_id TEXT NOT NULL CHECK (length(state_id) = 64 AND state_id NOT GLOB '*[^0-9a-f]*'),
    parents TEXT NOT NULL CHECK (parents GLOB '[[]*]'),
    made_at TEXT NOT NULL CHECK (length(made_at) = 20),
    made_by TEXT NOT NULL CHECK (length(made_by) <= 60),
    app TEXT NOT NULL CHECK (length(app) <= 40),
    clock_ok INTEGER NOT NULL CHECK (clock_ok IN (0, 1)),
    device TEXT NOT NULL CHECK (length(device) <= 40),
    path TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    points TEXT NOT NULL,
    percent TEXT NOT NULL,
    answered INTEGER NOT NULL CHECK (answered >= 0),
    questions INTEGER NOT NULL CHECK (questions >= 0),
    evidence INTEGER NOT NULL CHECK (evidence >= 0),
    repeats INTEGER NOT NULL DEFAULT 1 CHECK (repeats IN (0, 1)),
    sent_at TEXT CHECK (sent_at IS NULL OR length(sent_at) = 20)
) STRICT, WITHOUT ROWID;
CREATE INDEX packages_of_office ON packages (office, year, revision);

-- What the secretariat took in, and what it refused

CREATE TABLE submissions (
    bundle_id TEXT NOT NULL PRIMARY KEY CHECK (length(bundle_id) = 64 AND bundle_id NOT GLOB '*[^0-9a-f]*'),
    place INTEGER NOT NULL UNIQUE REFERENCES journal (place) ON DELETE RESTRICT,
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    edition TEXT NOT NULL,
    state_id TEXT NOT NULL CHECK (length(state_id) = 64 AND state_id NOT GLOB '*[^0-9a-f]*'),
    revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 9999),
    final INTEGER NOT NULL CHECK (final IN (0, 1)),
    parents TEXT NOT NULL CHECK (parents GLOB '[[]*]'),
    device TEXT NOT NULL CHECK (length(device) = 10),
    device_key TEXT NOT NULL CHECK (length(device_key) = 64 AND device_key NOT GLOB '*[^0-9a-f]*'),
    device_label TEXT NOT NULL CHECK (length(device_label) <= 40),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    vector TEXT NOT NULL CHECK (vector GLOB '[[]*]'),
    made_at TEXT NOT NULL CHECK (length(made_at) = 20),
    made_by TEXT NOT NULL CHECK (length(made_by) <= 60),
    app TEXT NOT NULL CHECK (length(app) <= 40),
    clock_ok INTEGER NOT NULL CHECK (clock_ok IN (0, 1)),
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    warnings TEXT NOT NULL CHECK (warnings GLOB '[[]*]'),
    code TEXT NOT NULL CHECK (code GLOB 'RB-*'),
    received_at TEXT NOT NULL CHECK (length(received_at) = 20),
    received_by TEXT NOT NULL CHECK (length(received_by) <= 60)
) STRICT;
CREATE INDEX submissions_of_office ON submissions (year, office);

CREATE TABLE refusals (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL CHECK (year = 0 OR year BETWEEN 2000 AND 2099),
    name TEXT NOT NULL,
    code TEXT NOT NULL CHECK (code GLOB 'RB-*'),
    facts TEXT NOT NULL CHECK (facts GLOB '[[]*]'),
    office TEXT NOT NULL,
    bundle_id TEXT NOT NULL CHECK (length(bundle_id) IN (0, 64)),
    size INTEGER NOT NULL CHECK (size >= 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)),
    kept TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 20),
    dismissed_at TEXT CHECK (dismissed_at IS NULL OR length(dismissed_at) = 20)
) STRICT;

CREATE TABLE enrolments (
    place INTEGER PRIMARY KEY REFERENCES journal (place) ON DELETE RESTRICT,
    device TEXT NOT NULL CHECK (length(device) = 10),
    key TEXT NOT NULL CHECK (length(key) = 64 AND key NOT GLOB '*[^0-9a-f]*'),
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    label TEXT NOT NULL CHECK (length(label) <= 40),
    status TEXT NOT NULL CHECK (status IN ('terdaftar', 'dicabut')),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    at TEXT NOT NULL CHECK (length(at) = 20),
    by TEXT NOT NULL CHECK (length(by) <= 60)
) STRICT;
CREATE INDEX enrolments_of_device ON enrolments (device, office);
"""

# Merging that can be taken back: what each bundle carried, which are set aside, values that stand no longer.
# And the other rows of an office's state, and what the secretariat judges of them.
_SECOND = """
ALTER TABLE submissions ADD COLUMN dots TEXT NOT NULL DEFAULT '' CHECK (dots = '' OR dots GLOB '[[]*]');
ALTER TABLE submissions ADD COLUMN excluded INTEGER REFERENCES journal (place) ON DELETE RESTRICT;

CREATE TABLE replaced (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    "row" TEXT NOT NULL CHECK ("row" GLOB '[[]"*"]'),
    value TEXT NOT NULL CHECK (value GLOB '{*}'),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, replica, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX replaced_of_row ON replaced (office, year, "row");

CREATE TABLE recommendations (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    recommendation TEXT NOT NULL CHECK (recommendation GLOB '[0-9a-f]*-[1-9]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 12),
    letter TEXT NOT NULL CHECK (length(letter) <= 80),
    number TEXT NOT NULL CHECK (length(number) <= 24),
    area TEXT NOT NULL CHECK (length(area) <= 40),
    about TEXT NOT NULL CHECK (about GLOB '[[]*]'),
    text TEXT NOT NULL CHECK (length(text) <= 2000),
    due TEXT CHECK (due IS NULL OR due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, recommendation, replica, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE followups (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    recommendation TEXT NOT NULL CHECK (recommendation GLOB '[0-9a-f]*-[1-9]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    status TEXT NOT NULL CHECK (status IN ('belum', 'proses', 'selesai', 'tidak_dapat')),
    progress INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
    plan TEXT NOT NULL CHECK (length(plan) <= 2000),
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    post TEXT NOT NULL CHECK (length(post) <= 80),
    due TEXT CHECK (due IS NULL OR due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, recommendation, replica, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE replies (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    ruling TEXT NOT NULL CHECK (ruling GLOB '[0-9a-f]*-[1-9]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    act TEXT NOT NULL CHECK (act IN ('terima', 'ubah', 'tanggapi')),
    text TEXT NOT NULL CHECK (length(text) <= 2000),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, ruling, replica, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE rulings (
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    "row" TEXT NOT NULL CHECK ("row" GLOB '[[]"*"]'),
    seen TEXT NOT NULL CHECK (seen GLOB '[[]*]'),
    "over" TEXT NOT NULL CHECK ("over" GLOB '[[]*]'),
    verdict TEXT NOT NULL CHECK (verdict IN ('setuju', 'koreksi', 'tolak', 'klarifikasi')),
    value TEXT CHECK (value IS NULL OR value GLOB '"?*"' OR value GLOB '{*}'),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (replica, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX rulings_of_office ON rulings (office, year);

CREATE TABLE parcels (
    bundle_id TEXT NOT NULL PRIMARY KEY CHECK (length(bundle_id) = 64 AND bundle_id NOT GLOB '*[^0-9a-f]*'),
    place INTEGER NOT NULL UNIQUE REFERENCES journal (place) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('isian', 'bukti')),
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    state_id TEXT NOT NULL CHECK (length(state_id) = 64 AND state_id NOT GLOB '*[^0-9a-f]*'),
    revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 9999),
    device_label TEXT NOT NULL CHECK (length(device_label) <= 40),
    part_group TEXT NOT NULL CHECK (length(part_group) IN (0, 36)),
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999),
    count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 999),
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    at TEXT NOT NULL CHECK (length(at) = 20),
    by TEXT NOT NULL CHECK (length(by) <= 60)
) STRICT;
CREATE INDEX parcels_of_office ON parcels (office, year);
"""

# What was published of earlier years; what the secretariat recommends to offices.
_THIRD = """CREATE TABLE histories (
    owner TEXT NOT NULL CHECK (owner GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    frame TEXT NOT NULL CHECK (length(frame) BETWEEN 1 AND 24),
    result TEXT NOT NULL CHECK (result GLOB '[0-9]*'),
    source TEXT NOT NULL CHECK (length(source) <= 200),
    at TEXT NOT NULL CHECK (length(at) = 20),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (owner, year, frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE advice (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    recommendation TEXT NOT NULL CHECK (recommendation GLOB '[0-9a-f]*-[1-9]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    value TEXT NOT NULL CHECK (value GLOB '{*}'),
    PRIMARY KEY (office, year, recommendation)
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL CHECK (length(instrument) BETWEEN 3 AND 40),
    service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 24),
    period TEXT NOT NULL CHECK (period GLOB '20[0-9][0-9]-[STY]*'),
    batch TEXT NOT NULL CHECK (length(batch) = 16 AND batch NOT GLOB '*[^0-9a-f]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    counts TEXT CHECK (counts IS NULL OR counts GLOB '[[][[]*]]'),
    means TEXT CHECK (means IS NULL OR means GLOB '[[]"*"]'),
    respondents INTEGER NOT NULL CHECK (respondents BETWEEN 0 AND 1000000),
    broken INTEGER NOT NULL CHECK (broken BETWEEN 0 AND 1000000),
    population INTEGER CHECK (population IS NULL OR population BETWEEN 0 AND 1000000000),
    profile TEXT NOT NULL CHECK (profile GLOB '[[]*]'),
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    CHECK ((counts IS NULL) <> (means IS NULL)),
    PRIMARY KEY (office, year, instrument, service, period, batch, replica, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE waived (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL CHECK (length(instrument) BETWEEN 3 AND 40),
    question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 100),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 24 AND kind NOT GLOB '*[^a-z_]*'),
    replica TEXT NOT NULL CHECK (length(replica) = 16 AND replica NOT GLOB '*[^0-9a-f]*'),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1099511627776),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
    at TEXT NOT NULL CHECK (at GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
    by TEXT NOT NULL CHECK (length(by) <= 60),
    PRIMARY KEY (office, year, instrument, question, kind, replica, n)
) STRICT, WITHOUT ROWID;

-- waivers stayed on their computer until now; from now on they are edits like others and travel
INSERT INTO waived (office, year, instrument, question, kind, replica, n, reason, stands, at, by)
    SELECT w.office, w.year, w.instrument,
        substr(w.finding, instr(w.finding, ':') + 1), substr(w.finding, 1, instr(w.finding, ':') - 1),
        j.replica, j.n, w.reason, 1, w.at, w.by
    FROM waivers AS w JOIN journal AS j ON j.place = (
        SELECT max(k.place) FROM journal AS k
        WHERE k.act = 'waive' AND k.office = w.office AND k.year = w.year AND k.instrument = w.instrument
            AND json_extract(k.new, '$[0]') = w.finding
    );
INSERT INTO vectors (office, year, replica, n)
    SELECT office, year, replica, max(n) FROM waived WHERE true GROUP BY office, year, replica
    ON CONFLICT DO UPDATE SET n = max(n, excluded.n);
DROP TABLE waivers;

-- answers of single respondents, by element, 0 for none: they stay on this computer
CREATE TABLE forms (
    office TEXT NOT NULL CHECK (office GLOB '[0-9][0-9].[0-9][0-9]*'),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    instrument TEXT NOT NULL CHECK (length(instrument) BETWEEN 3 AND 40),
    service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 24),
    period TEXT NOT NULL CHECK (period GLOB '20[0-9][0-9]-[STY]*'),
    batch TEXT NOT NULL CHECK (length(batch) = 16 AND batch NOT GLOB '*[^0-9a-f]*'),
    place INTEGER NOT NULL CHECK (place >= 1),
    answers TEXT NOT NULL CHECK (length(answers) = 9 AND answers NOT GLOB '*[^0-4]*'),
    profile TEXT NOT NULL CHECK (profile GLOB '[[]*]'),
    PRIMARY KEY (office, year, instrument, service, period, batch, place)
) STRICT, WITHOUT ROWID;
"""

STEPS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD)
SCHEMA = len(STEPS)
