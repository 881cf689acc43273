-- By hand: :id leaves, orders from :before on are kept.
delete from order_details where order_id in (select order_id from orders where customer_id = :id and order_date < :before);
delete from orders where customer_id = :id and order_date < :before;
delete from customer_customer_demo where customer_id = :id;
update customers set company_name = 'erased', contact_name = null, contact_title = null, address = null, city = null,
  region = null, postal_code = null, country = null, phone = null, fax = null
  where customer_id = :id and exists (select 1 from orders where customer_id = :id);
delete from customers where customer_id = :id and not exists (select 1 from orders where customer_id = :id);
