-- By hand: :id leaves; payments from :before on are kept, and rentals that they point at.
delete from payment where customer_id = :id and payment_date < :before;
delete from rental where customer_id = :id and rental_date < :before
  and not exists (select 1 from payment where payment.rental_id = rental.rental_id);
create temporary table home on commit drop as select address_id from customer where customer_id = :id;
update customer set first_name = 'erased', last_name = 'erased', email = null
  where customer_id = :id and (exists (select 1 from payment where customer_id = :id) or exists (select 1 from rental where customer_id = :id));
delete from customer where customer_id = :id
  and not exists (select 1 from payment where customer_id = :id) and not exists (select 1 from rental where customer_id = :id);
update address set address = 'erased', address2 = null, district = 'erased', postal_code = null, phone = 'erased'
  where address_id in (select address_id from home) and address_id in (select address_id from customer where customer_id = :id);
delete from address where address_id in (select address_id from home) and address_id not in (select address_id from customer);
