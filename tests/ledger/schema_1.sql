-- A ledger of version 1 of the tables, as sqlite3 dumps it. Made from the fake reader of the tests.
PRAGMA application_id=1114197089;
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE decisions (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR NOT NULL, 
	verb VARCHAR NOT NULL, 
	targets TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	author TEXT NOT NULL, 
	at VARCHAR NOT NULL, 
	fields TEXT NOT NULL, 
	learned VARCHAR NOT NULL, 
	UNIQUE (id)
);
INSERT INTO "decisions" VALUES(1,'d1','reject','["b9ff03c012dd5e31ac7a"]','vu','moi','2024-06-02T00:00:00.000000Z','[]','2024-06-02T00:00:00.000000Z');
CREATE TABLE folded (
	"key" VARCHAR(64) NOT NULL, 
	state VARCHAR NOT NULL, 
	undated INTEGER NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "folded" VALUES('5352ee88ffe29ef7586e8f06c889cbe70f1e358e4a7583f2ebeed012dacc035c','2.2.2.1 e43fe4f9ef15a105 ',0);
CREATE TABLE folded_records (
	fold VARCHAR(64) NOT NULL, 
	sort VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	id VARCHAR, 
	body TEXT NOT NULL, 
	PRIMARY KEY (fold, sort, place), 
	FOREIGN KEY(fold) REFERENCES folded ("key")
);
INSERT INTO "folded_records" VALUES('5352ee88ffe29ef7586e8f06c889cbe70f1e358e4a7583f2ebeed012dacc035c','entry',0,'1b5979a26358375f5b05','{"id":"1b5979a26358375f5b05","kind":"visit","title":"","parties":["ML","RU"],"actors":[{"name":"Mali","part":"host","key":"","type":"state","party":null}],"sectors":[],"start":"2024-05-03","end":null,"place":null,"amounts":[],"status":"held","history":[{"status":"announced","as_of":"2024-01-01","document":"a.txt","start":21,"end":53,"said_by":"reporter","quote":"visit ML,RU 2024-05-03 announced"},{"status":"held","as_of":"2024-05-04","document":"b.txt","start":21,"end":48,"said_by":"reporter","quote":"visit ML,RU 2024-05-03 held"}],"evidence":[{"document":"a.txt","page":"c9ef07f2b773b0eace2fd3697da910bed26add7a8306a01e511fbc599d06aefb","start":21,"end":53,"quote":"visit ML,RU 2024-05-03 announced"},{"document":"b.txt","page":"92275b460110e3e1d0c93d6d7a5483722cc3e852f32b278d16207cf888e13aa0","start":21,"end":48,"quote":"visit ML,RU 2024-05-03 held"}],"said_by":"reporter","voices":[{"said_by":"reporter","document":"a.txt","outlet":null,"origin":null},{"said_by":"reporter","document":"b.txt","outlet":"Le Fleuve","origin":null}],"topic":null,"also":["7047238b5caa06f97be5"],"anchors":["1b5979a26358375f5b05","7047238b5caa06f97be5"]}');
INSERT INTO "folded_records" VALUES('5352ee88ffe29ef7586e8f06c889cbe70f1e358e4a7583f2ebeed012dacc035c','actor',0,NULL,'{"name":"Mali","type":"state","party":"ML","names":["Mali"],"roles":[],"documents":["a.txt","b.txt"]}');
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('program','0.1.0');
CREATE TABLE pages (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	url TEXT, 
	published VARCHAR, 
	outlet TEXT, 
	title TEXT, 
	language VARCHAR, 
	home VARCHAR, 
	private BOOLEAN NOT NULL, 
	fiction BOOLEAN NOT NULL, 
	learned VARCHAR NOT NULL, 
	UNIQUE ("key"), 
	FOREIGN KEY(digest) REFERENCES texts (digest)
);
INSERT INTO "pages" VALUES(1,'006d22405727a9af4db61d80c25ff367626c05d694a1c4f6414f0706b2feb1e9','c9ef07f2b773b0eace2fd3697da910bed26add7a8306a01e511fbc599d06aefb',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'2024-06-01T00:00:00.000000Z');
INSERT INTO "pages" VALUES(2,'38d5c524ed31859e73d6b06c7d6c22ac97b32be9c8339d4ca9acea68fd938ba2','92275b460110e3e1d0c93d6d7a5483722cc3e852f32b278d16207cf888e13aa0',NULL,NULL,'Le Fleuve',NULL,NULL,NULL,0,0,'2024-06-01T00:00:00.000000Z');
CREATE TABLE readings (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	page VARCHAR(64) NOT NULL, 
	reader VARCHAR NOT NULL, 
	document TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	zones TEXT NOT NULL, 
	actors TEXT NOT NULL, 
	gaps TEXT NOT NULL, 
	learned VARCHAR NOT NULL, 
	UNIQUE (page, reader), 
	FOREIGN KEY(page) REFERENCES pages ("key")
);
INSERT INTO "readings" VALUES(1,'006d22405727a9af4db61d80c25ff367626c05d694a1c4f6414f0706b2feb1e9','1','a.txt','{"title":null,"published":"2024-01-01","published_basis":null,"outlet":null,"source":null,"authors":[],"language":null,"home":null}','[{"start":0,"end":54,"zone":"body"}]','[{"start":0,"end":1,"type":"state","key":"state:ML","name":"Mali","party":"ML","parties":[],"form":"name","role":null}]','[]','2024-06-01T00:00:00.000000Z');
INSERT INTO "readings" VALUES(2,'38d5c524ed31859e73d6b06c7d6c22ac97b32be9c8339d4ca9acea68fd938ba2','1','b.txt','{"title":null,"published":"2024-05-04","published_basis":null,"outlet":"Le Fleuve","source":null,"authors":[],"language":null,"home":null}','[{"start":0,"end":74,"zone":"body"}]','[{"start":0,"end":1,"type":"state","key":"state:ML","name":"Mali","party":"ML","parties":[],"form":"name","role":null}]','[]','2024-06-01T00:00:00.000000Z');
CREATE TABLE runs (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	began VARCHAR NOT NULL, 
	ended VARCHAR NOT NULL, 
	given INTEGER NOT NULL, 
	kept INTEGER NOT NULL, 
	known INTEGER NOT NULL, 
	program VARCHAR NOT NULL
);
INSERT INTO "runs" VALUES(1,'2024-06-01T00:00:00.000000Z','2024-06-01T00:00:01.000000Z',3,2,0,'0.1');
CREATE TABLE set_aside (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	run INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	reason VARCHAR NOT NULL, 
	detail TEXT NOT NULL, 
	FOREIGN KEY(run) REFERENCES runs (seq)
);
INSERT INTO "set_aside" VALUES(1,1,'c.txt','empty','');
CREATE TABLE sightings (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	page VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	learned VARCHAR NOT NULL, 
	UNIQUE (page, name), 
	FOREIGN KEY(page) REFERENCES pages ("key")
);
INSERT INTO "sightings" VALUES(1,'006d22405727a9af4db61d80c25ff367626c05d694a1c4f6414f0706b2feb1e9','a.txt','2024-06-01T00:00:00.000000Z');
INSERT INTO "sightings" VALUES(2,'38d5c524ed31859e73d6b06c7d6c22ac97b32be9c8339d4ca9acea68fd938ba2','b.txt','2024-06-01T00:00:00.000000Z');
CREATE TABLE statements (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	reading INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	anchor VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	status VARCHAR, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	rule VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	FOREIGN KEY(reading) REFERENCES readings (seq)
);
INSERT INTO "statements" VALUES(1,1,'acacf037848b559557db','1b5979a26358375f5b05','visit','announced',21,53,'visit ML,RU 2024-05-03 announced','fake','{"kind":"visit","evidence":{"document":"a.txt","page":"c9ef07f2b773b0eace2fd3697da910bed26add7a8306a01e511fbc599d06aefb","start":21,"end":53,"quote":"visit ML,RU 2024-05-03 announced"},"head":"visit","rule":"fake","parties":["ML","RU"],"actors":[{"name":"Mali","part":"host","key":"","type":"state","party":null}],"sectors":[],"topic":null,"about":null,"start":"2024-05-03","end":null,"place":null,"amounts":[],"status":"announced","as_of":"2024-01-01","said_by":"reporter","speaker":null,"asserted":true,"slots":[],"reader":""}');
INSERT INTO "statements" VALUES(2,2,'1c7392439e10086fb174','7047238b5caa06f97be5','visit','held',21,48,'visit ML,RU 2024-05-03 held','fake','{"kind":"visit","evidence":{"document":"b.txt","page":"92275b460110e3e1d0c93d6d7a5483722cc3e852f32b278d16207cf888e13aa0","start":21,"end":48,"quote":"visit ML,RU 2024-05-03 held"},"head":"visit","rule":"fake","parties":["ML","RU"],"actors":[{"name":"Mali","part":"host","key":"","type":"state","party":null}],"sectors":[],"topic":null,"about":null,"start":"2024-05-03","end":null,"place":null,"amounts":[],"status":"held","as_of":"2024-05-04","said_by":"reporter","speaker":null,"asserted":true,"slots":[],"reader":""}');
INSERT INTO "statements" VALUES(3,2,'768bbebfa7afb87c8d06','b9ff03c012dd5e31ac7a','talks','held',49,73,'talks BF,CN 2024-02 held','fake','{"kind":"talks","evidence":{"document":"b.txt","page":"92275b460110e3e1d0c93d6d7a5483722cc3e852f32b278d16207cf888e13aa0","start":49,"end":73,"quote":"talks BF,CN 2024-02 held"},"head":"talks","rule":"fake","parties":["BF","CN"],"actors":[{"name":"Mali","part":"host","key":"","type":"state","party":null}],"sectors":[],"topic":null,"about":null,"start":"2024-02","end":null,"place":null,"amounts":[],"status":"held","as_of":"2024-05-04","said_by":"reporter","speaker":null,"asserted":true,"slots":[],"reader":""}');
CREATE TABLE texts (
	digest VARCHAR(64) NOT NULL, 
	characters INTEGER NOT NULL, 
	body BLOB NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "texts" VALUES('c9ef07f2b773b0eace2fd3697da910bed26add7a8306a01e511fbc599d06aefb',54,X'789C2B284DCAC92CCE484D5130323032D135300422AEB2CCE2CC12055F1F9DA050A8B0A9AE81B142625E5E7E695E726A0A1700B2BF0F79');
INSERT INTO "texts" VALUES('92275b460110e3e1d0c93d6d7a5483722cc3e852f32b278d16207cf888e13aa0',74,X'789C2B284DCAC92CCE484D5130323032D13530D53530E12ACB2CCE2C51F0F5D1090A45081B2B64A4E6A4709524E664172B38B9E938FB41E58C20120015471424');
CREATE TRIGGER texts_no_update BEFORE UPDATE ON texts BEGIN SELECT RAISE(ABORT, 'texts: rows are appended, never changed'); END;
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts BEGIN SELECT RAISE(ABORT, 'texts: rows are appended, never changed'); END;
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions: rows are appended, never changed'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions: rows are appended, never changed'); END;
CREATE TRIGGER runs_no_update BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'runs: rows are appended, never changed'); END;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs: rows are appended, never changed'); END;
CREATE INDEX ix_pages_digest ON pages (digest);
CREATE TRIGGER pages_no_update BEFORE UPDATE ON pages BEGIN SELECT RAISE(ABORT, 'pages: rows are appended, never changed'); END;
CREATE TRIGGER pages_no_delete BEFORE DELETE ON pages BEGIN SELECT RAISE(ABORT, 'pages: rows are appended, never changed'); END;
CREATE INDEX ix_set_aside_run ON set_aside (run);
CREATE TRIGGER set_aside_no_update BEFORE UPDATE ON set_aside BEGIN SELECT RAISE(ABORT, 'set_aside: rows are appended, never changed'); END;
CREATE TRIGGER set_aside_no_delete BEFORE DELETE ON set_aside BEGIN SELECT RAISE(ABORT, 'set_aside: rows are appended, never changed'); END;
CREATE TRIGGER sightings_no_update BEFORE UPDATE ON sightings BEGIN SELECT RAISE(ABORT, 'sightings: rows are appended, never changed'); END;
CREATE TRIGGER sightings_no_delete BEFORE DELETE ON sightings BEGIN SELECT RAISE(ABORT, 'sightings: rows are appended, never changed'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings: rows are appended, never changed'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings: rows are appended, never changed'); END;
CREATE INDEX ix_statements_reading ON statements (reading);
CREATE INDEX statements_kind ON statements (kind, status);
CREATE INDEX ix_statements_anchor ON statements (anchor);
CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'statements: rows are appended, never changed'); END;
CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'statements: rows are appended, never changed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('pages',2);
INSERT INTO "sqlite_sequence" VALUES('sightings',2);
INSERT INTO "sqlite_sequence" VALUES('readings',2);
INSERT INTO "sqlite_sequence" VALUES('statements',3);
INSERT INTO "sqlite_sequence" VALUES('decisions',1);
INSERT INTO "sqlite_sequence" VALUES('runs',1);
INSERT INTO "sqlite_sequence" VALUES('set_aside',1);
COMMIT;
