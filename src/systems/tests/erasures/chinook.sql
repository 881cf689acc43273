-- By hand: :id leaves, invoices from :before on are kept.
delete from InvoiceLine where InvoiceId in (select InvoiceId from Invoice where CustomerId = :id and InvoiceDate < :before);
delete from Invoice where CustomerId = :id and InvoiceDate < :before;
update Customer set FirstName = 'erased', LastName = 'erased', Company = null, Address = null, City = null, State = null,
  Country = null, PostalCode = null, Phone = null, Fax = null, Email = 'erased'
  where CustomerId = :id and exists (select 1 from Invoice where CustomerId = :id);
delete from Customer where CustomerId = :id and not exists (select 1 from Invoice where CustomerId = :id);
