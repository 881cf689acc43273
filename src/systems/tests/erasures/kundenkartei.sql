-- Orders, their lines, invoices and reminders stay for six years; of the customer only the number.
delete from SEHTEST where KDNR = ':id';
delete from TERMIN where KUNDE = ':id';
delete from BRIEF where AN_KUNDE = :id;
delete from FAMILIE where :id in (KD1, KD2);
delete from RUNDBRIEF where lower(ADR) = (select lower(MAIL) from KUNDE where KD_NR = :id);
delete from LOG where KD_NR = :id;
update KUNDE set ANREDE = null, NAME1 = null, NAME2 = null, STRASSE = null, PLZ = null, ORT = null, TELEFON = null, MOBIL = null, MAIL = null, GEB = null, VERS_NR = null where KD_NR = :id;
