-- By hand: :id leaves, invoices from :before on are kept.
delete from invoice_line where invoice_id in (select invoice_id from invoice where customer_id = :id and invoice_date < :before);
delete from invoice where customer_id = :id and invoice_date < :before;
update customer set first_name = 'erased', last_name = 'erased', company = null, address = null, city = null, state = null,
  country = null, postal_code = null, phone = null, fax = null, email = 'erased'
  where customer_id = :id and exists (select 1 from invoice where customer_id = :id);
delete from customer where customer_id = :id and not exists (select 1 from invoice where customer_id = :id);
