delete from wpx7_usermeta where user_id = :id;
delete from wpx7_commentmeta where comment_id in (select comment_ID from wpx7_comments where user_id = :id or comment_author_email = 'shopper:id@mail.example');
delete from wpx7_comments where user_id = :id or comment_author_email = 'shopper:id@mail.example';
delete from wpx7_newsletter where wp_user_id = :id or email = 'shopper:id@mail.example';
delete from wpx7_wpforms_entries where user_id = :id;
delete from wpx7_woocommerce_sessions where session_key = ':id';
delete from wpx7_woocommerce_payment_tokens where user_id = :id;
update wpx7_wc_customer_lookup set username = 'erased', first_name = 'erased', last_name = 'erased', email = null, date_last_active = null, country = '-', postcode = 'erased', city = 'erased' where user_id = :id;
update wpx7_users set user_login = 'erased', user_pass = 'erased', user_nicename = 'erased', user_email = 'erased', user_url = 'erased', user_activation_key = 'erased', display_name = 'erased' where ID = :id;
