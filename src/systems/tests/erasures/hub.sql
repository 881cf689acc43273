delete from attachments where record_type = 'Member' and record_id = :id or record_type = 'Document' and record_id in (select id::text from document where uploader = :id);
delete from document where uploader = :id;
delete from versions where item_type = 'Member' and item_id = :id or item_type = 'Article' and item_id in (select id::text from article where author_id = :id);
delete from article where author_id = :id;
delete from django_comments where user_id = :id or lower(user_email) = (select lower(email) from accounts.member where id = :id);
update django_admin_log set object_repr = 'erased' where content_type_id = 4 and object_id = :id;
update direct_message set from_name = null where from_member = :id;
update direct_message set to_name = null where to_member = :id;
delete from page_view where visitor = :id;
delete from audit.logged_actions where table_name = 'member' and row_pk = :id;
delete from invitation where lower(invitee_email) = (select lower(email) from accounts.member where id = :id);
delete from accounts.member_emails where member_id = :id;
delete from accounts.social_account where member_id = :id;
delete from accounts.team_members where member_id = :id;
-- Charges and the subscription that they are of stay; the member's row stays for those whom they invited.
update accounts.member set email = null, first_name = null, last_name = null, birth_date = date_trunc('year', birth_date) where id = :id;
