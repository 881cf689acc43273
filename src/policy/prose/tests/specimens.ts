/*
 * For each rule a wrong text and a right one, made from the good notice: a sentence added, a passage taken out or put
 * otherwise. All wording is ours.
 */
type Edit = (good: string) => string;

const add =
  (...lines: readonly string[]): Edit =>
  (good) =>
    `${good}\nFurther information\n\n${lines.join('\n')}\n`;
const swap =
  (what: RegExp, by: string): Edit =>
  (good) => {
    const changed = good.replace(what, by);
    if (changed === good) throw new Error(`The good notice has no ${what}`);
    return changed;
  };
const both =
  (...edits: readonly Edit[]): Edit =>
  (good) =>
    edits.reduce((text, edit) => edit(text), good);
const only =
  (text: string): Edit =>
  () =>
    text;
const asIs: Edit = (good) => good;
const said = (wrong: string, right: string) => ({ wrong: add(wrong), right: add(right) });

const LINE_OF = (start: string) => new RegExp(`^- ${start}.*\\n`, 'm');
const noCookieChoice = swap(/We set no other cookies unless.*\n/, '');
const otherCookies = 'We use analytics cookies to see which pages people visit.';
const bareNotice = 'Privacy\n\nWe keep your e-mail address for two years and use it to answer you.\n';

export const SPECIMENS: Readonly<Record<string, { readonly wrong: Edit; readonly right: Edit }>> = {
  'notice-01-no-controller-name': { wrong: only(bareNotice), right: asIs },
  'notice-02-no-controller-contact': { wrong: only(bareNotice), right: asIs },
  'notice-03-representative-unnamed': said(
    'We have appointed an EU representative.',
    'Our EU representative is Vertretung GmbH, eu@vertretung.example.',
  ),
  'notice-04-no-dpo-contact': {
    wrong: both(
      add(
        '',
        'Staff',
        '',
        'Everyone is trained.',
        'Posters hang in the workshop.',
        'Doors are locked.',
        'Our data protection officer checks this.',
      ),
    ),
    right: add('Our data protection officer is at dpo@harrowandpine.example.'),
  },
  'prose-no-company-details': { wrong: swap(/Our company number.*1AA\./, ''), right: asIs },
  'prose-no-rights-contact': {
    wrong: only(
      'Privacy\n\nAcme Ltd, London.\n\nYour rights\n\nYou have the right to have your data erased.\n\nNews\n\nTo unsubscribe from marketing write to news@acme.example. The ICO is our regulator.\n',
    ),
    right: asIs,
  },
  'notice-05-no-purposes': { wrong: only('Privacy\n\nAcme Ltd keeps names for a year.\n'), right: asIs },
  'notice-06-no-lawful-basis': {
    wrong: only(
      'Privacy\n\nAcme Ltd uses your name to answer you. Your consent to photographs will be sought.\n',
    ),
    right: asIs,
  },
  'notice-07-purpose-without-basis': {
    wrong: (good) =>
      add(
        '',
        'Competitions',
        '',
        'We use your entry to draw a winner and to print the winner’s name.',
      )(good.replace('What we use your data for, and why the law lets us', 'Your data')),
    right: asIs,
  },
  'notice-08-no-legitimate-interest-stated': {
    wrong: only('Privacy\n\nAcme Ltd asks for names.\n\nOur lawful basis is legitimate interests.\n'),
    right: asIs,
  },
  'prose-legitimate-interest-vague': said(
    'We rely on our legitimate interest in growing our business.',
    'We rely on our legitimate interest in finding who broke into our stores.',
  ),
  'notice-09-recognised-interest': said(
    'For some work we rely on recognised legitimate interests.',
    'To prevent crime we rely on a recognised legitimate interest, the detection of crime.',
  ),
  'prose-basis-is-no-basis': said(
    'The legal basis for this is to improve our catalogue.',
    'The legal basis for this is consent, to improve our catalogue.',
  ),
  'notice-11-no-recipients': { wrong: only(bareNotice), right: asIs },
  'notice-65-never-share-contradicted': said(
    'We will never share your personal data with any third parties.',
    'We will never share your personal data with any third parties except those named above.',
  ),
  'prose-absolute-promise': said(
    'This data is not shared with any third parties. We use Google Analytics.',
    'This data is not shared with any third parties except our analysts. We use Google Analytics.',
  ),
  'prose-open-recipients': said(
    'We may share your details with our business partners.',
    'We may share your details with our insurers.',
  ),
  'prose-recipient-unnamed': said(
    'Your card is handled by our third-party provider.',
    'Your card is handled by our third-party provider, called Paywell.',
  ),
  'notice-13-no-safeguard': { wrong: swap(/The transfer is covered by.*it\.\n/, '\n'), right: asIs },
  'notice-14-transfers-not-mentioned': {
    wrong: both(swap(/Transfers\n\n.*\n/, ''), add('Our newsletter goes out through Mailchimp.')),
    right: add('Our newsletter goes out through Mailchimp.'),
  },
  'notice-15-no-copy-of-safeguards': { wrong: swap(/ Write to us for a copy of it\./, ''), right: asIs },
  'notice-42-privacy-shield': said(
    'Our mail provider is certified under the EU-US Privacy Shield.',
    'We no longer rely on the Privacy Shield, which was struck down in 2020.',
  ),
  'notice-43-safe-harbour': said(
    'Our supplier adheres to the US Safe Harbor framework.',
    'Our supplier left the US Safe Harbor framework when it was invalidated.',
  ),
  'notice-46-old-standard-clauses': {
    wrong: both(swap(/UK International Data Transfer Agreement/, 'clauses of Commission Decision 2010/87')),
    right: add('The clauses of Decision 2010/87 were replaced in 2022.'),
  },
  'notice-47-eu-clauses-alone': {
    wrong: swap(/UK International Data Transfer Agreement/, 'EU standard contractual clauses'),
    right: swap(
      /UK International Data Transfer Agreement/,
      'EU standard contractual clauses with the UK Addendum',
    ),
  },
  'notice-48-no-uk-extension': said(
    'Greenhost is certified under the Data Privacy Framework.',
    'Greenhost is certified under the UK Extension to the Data Privacy Framework.',
  ),
  'notice-49-data-bridge-too-early': {
    wrong: both(swap(/1 September 2026/, '1 June 2022'), add('Transfers rest on the UK-US data bridge.')),
    right: add('Transfers rest on the UK-US data bridge.'),
  },
  'notice-50-adequacy-expires-2025': said(
    'The adequacy decision for the UK expires in June 2025.',
    'The adequacy decision for the UK, due to expire in 2025, was renewed.',
  ),
  'notice-51-essentially-equivalent': said(
    'We check that protection abroad is essentially equivalent.',
    'We check that protection abroad is not materially lower.',
  ),
  'prose-eea-not-uk': { wrong: swap(/outside the UK/, 'outside the EEA'), right: asIs },
  'prose-wherever-possible': said(
    'Transfers to suppliers are, wherever possible, covered by agreements.',
    'Transfers to suppliers are covered by agreements. We encrypt data wherever possible.',
  ),
  'prose-interest-is-no-mechanism': said(
    'We transfer data to our agents using legitimate interests.',
    'We transfer data to our agents under an agreement.',
  ),
  'notice-16-no-retention-period': {
    wrong: only('Privacy\n\nAcme Ltd uses your name to answer you.\n'),
    right: asIs,
  },
  'notice-17-vague-retention': {
    wrong: swap(
      /How long we keep it\n\n(?:- .*\n)+/,
      'How long we keep it\n\nWe keep data for as long as necessary.\n',
    ),
    right: asIs,
  },
  'prose-keeps-as-it-needs': said('Notes will be held as necessary.', 'Notes will be held for two years.'),
  'prose-regular-basis': said(
    'Old files are destroyed on a regular basis.',
    'Old files are destroyed every March.',
  ),
  'prose-recording-without-period': said(
    'Calls to our office are recorded.',
    'Calls to our office are recorded. Call recordings are deleted after 90 days.',
  ),
  'prose-applicants-without-period': said(
    'We collect references about job applicants.',
    'We collect references about job applicants. Data of unsuccessful applicants is deleted after 6 months.',
  ),
  'prose-some-data-without-period': {
    wrong: add('Surveys are sent out each spring. Our office has CCTV.'),
    right: swap(/Cookies\n\n[\s\S]*$/, ''),
  },
  'notice-19-no-access-right': { wrong: swap(LINE_OF('ask for a copy'), ''), right: asIs },
  'notice-20-no-rectification-right': { wrong: swap(LINE_OF('have it corrected'), ''), right: asIs },
  'notice-21-no-erasure-right': { wrong: swap(LINE_OF('have it erased'), ''), right: asIs },
  'notice-22-no-restriction-right': { wrong: swap(LINE_OF('ask us to restrict'), ''), right: asIs },
  'notice-23-no-objection-right': { wrong: swap(/Your right to object\n\n.*\n/, ''), right: asIs },
  'notice-25-no-portability-right': { wrong: swap(LINE_OF('receive the data'), ''), right: asIs },
  'notice-26-no-withdrawal-right': {
    wrong: both(
      swap(LINE_OF('withdraw your consent'), ''),
      swap(/until you withdraw your consent/, 'two years'),
    ),
    right: asIs,
  },
  'notice-24-objection-not-separate': {
    wrong: both(
      swap(/Your right to object\n\n.*\n/, ''),
      swap(/ask us to restrict what/, 'ask us to restrict, or object to, what'),
    ),
    right: asIs,
  },
  'prose-rights-not-listed': {
    wrong: only('Privacy\n\nAcme Ltd uses names to answer people. To exercise your rights write to us.\n'),
    right: asIs,
  },
  'prose-no-automated-decision-right': {
    wrong: swap(/ We do not take decisions by automated means.*anyone\./, ''),
    right: asIs,
  },
  'notice-53-old-access-fee': said(
    'A fee of £10 is charged for a copy of your data.',
    'No fee is charged for a copy of your data.',
  ),
  'notice-54-thirty-days': said(
    'We respond to requests within 30 days.',
    'We respond to requests within one month.',
  ),
  'prose-reasonable-time': said(
    'We respond to access requests within a reasonable time.',
    'We respond to access requests within one month.',
  ),
  'prose-no-reply-time': { wrong: swap(/ We answer within one month\./, ''), right: asIs },
  'prose-excessive-to-opt-out': said(
    'To unsubscribe, send us your name and date of birth.',
    'To unsubscribe, send us your e-mail address.',
  ),
  'prose-subscribe-for-unsubscribe': said(
    'You may subscribe from these mailings at any time.',
    'You may unsubscribe from these mailings at any time.',
  ),
  'prose-limits-without-reasons': said(
    'These rights may be limited by law.',
    'These rights may be limited, for example where a claim is pending.',
  ),
  'notice-27-no-complaint-to-authority': {
    wrong: swap(/ You can also complain to the Information Commission.*\n/, '\n'),
    right: asIs,
  },
  'notice-28-no-complaint-to-controller': {
    wrong: swap(/You have the right to complain to us\..*undue delay\. You can also/, 'You can'),
    right: asIs,
  },
  'notice-29-no-electronic-complaint': {
    wrong: only(
      'Privacy\n\nAcme Ltd is registered in England. The UK GDPR applies.\n\nYou have the right to complain to us by letter to our office in Hull.\n',
    ),
    right: asIs,
  },
  'notice-30-late-acknowledgement': said(
    'We acknowledge complaints within 60 days.',
    'We acknowledge complaints within 30 days.',
  ),
  'notice-31-must-complain-to-us-first': said(
    'You must complain to us first before you go to the ICO.',
    'You may complain to us before you go to the ICO.',
  ),
  'notice-32-cites-article-77': said(
    'You may complain under Article 77 of the UK GDPR.',
    'You may complain under section 165 of the Act and the UK GDPR.',
  ),
  'notice-34-no-requirement-statement': {
    wrong: swap(/If you do not give us your address.*\n/, ''),
    right: asIs,
  },
  'notice-36-cites-article-22': said(
    'Article 22 protects you from such decisions.',
    'Articles 22A to 22D protect you in such decisions.',
  ),
  'notice-37-decisions-without-safeguards': said(
    'We use automated decision-making to set credit limits.',
    'We use automated decision-making to set credit limits. You can ask for a human to review an automated decision and contest it.',
  ),
  'notice-39-source-unnamed': said(
    'We also receive information about you from third parties.',
    'We also receive information about you from third parties such as architects.',
  ),
  'notice-39-source-open': said(
    'We receive information from other sources, including publicly available databases.',
    'We receive information from third parties such as Companies House.',
  ),
  'notice-40-late-article-14-notice': said(
    'Where data is obtained from others, we inform you within six months.',
    'Where data is obtained from others, we inform you within one month.',
  ),
  'notice-41-special-category-without-condition': said(
    'We collect health information about apprentices.',
    'We collect health information about apprentices with their explicit consent under Article 9.',
  ),
  'prose-breach-to-controller': said(
    'Where data is lost we inform the controller within 72 hours.',
    'Where data is lost we inform the Information Commission within 72 hours.',
  ),
  'prose-no-breach-statement': {
    wrong: asIs,
    right: add('If a breach puts you at high risk we tell you without delay.'),
  },
  'prose-no-responsibility': said(
    'We accept no responsibility for personal data that others give us.',
    'We accept no responsibility for the content of other websites.',
  ),
  'prose-person-is-company': said(
    '"You" means the company that buys our stairs.',
    '"You" means any individual who reads this.',
  ),
  'notice-44-data-protection-act-1998': said(
    'We handle data under the Data Protection Act 1998.',
    'The Data Protection Act 2018 replaced the Data Protection Act 1998.',
  ),
  'notice-45-directive-95-46': said(
    'We handle data under Directive 95/46/EC.',
    'The GDPR, repealing Directive 95/46/EC, applies to our Irish customers.',
  ),
  'notice-52-eu-law-only': said(
    'We comply with the General Data Protection Regulation.',
    'We comply with the UK GDPR and the General Data Protection Regulation.',
  ),
  'prose-gdpr-still-to-come': said(
    'When the GDPR comes into force you will have more rights.',
    'Since the GDPR came into force you have had more rights.',
  ),
  'prose-registration-expired': said(
    'ICO registration ZA000001, valid until 3 May 2024.',
    'ICO registration ZA000001, valid until 3 May 2027.',
  ),
  'notice-59-old-pecr-fine': said(
    'The ICO may impose a fine of £500,000 under PECR.',
    'The ICO may impose a fine of £17.5 million under PECR.',
  ),
  'prose-retired-technology': said(
    'To manage Flash cookies see the settings manager.',
    'To manage cookies see the settings page.',
  ),
  'prose-damage-or-distress-only': said(
    'You may ask us to stop processing that causes damage or distress.',
    'You may ask us to stop processing that rests on legitimate interests.',
  ),
  'prose-deemed-consent': said(
    'By using this site you consent to the collection of your data.',
    'By ticking the box you consent to the collection of your data.',
  ),
  'prose-agree-by-use': said(
    'By using this site you accept this privacy policy.',
    'Using this site does not mean that you accept anything.',
  ),
  'prose-agree-by-continued-use': said(
    'If you continue to use the site after changes, you agree to the revised policy.',
    'We tell you of changes by e-mail and ask again where consent is needed.',
  ),
  'prose-application-consent': said(
    'When you send us your CV you are giving us consent to process it.',
    'When you send us your CV we use it to decide whether to meet you.',
  ),
  'prose-implied-explicit-consent': said(
    'If you provide health information you consent to our using it.',
    'If you provide health information we ask you to sign a separate statement of explicit consent.',
  ),
  'prose-bundled-consent': said(
    'When you accept our terms and conditions you also consent to profiling.',
    'When you accept our terms and conditions a contract is made.',
  ),
  'prose-all-or-nothing': said(
    'If you do not agree to tracking, please do not sign up.',
    'If you do not agree to tracking, switch it off and sign up without it.',
  ),
  'prose-verbal-consent': said(
    'We pass on details only if verbal consent has been given.',
    'We pass on details only if verbal consent has been given and recorded.',
  ),
  'prose-consent-and-other-basis': said('Basis: Consent and Contractual', 'Basis: Contractual'),
  'notice-56-browser-settings-as-consent': {
    wrong: both(noCookieChoice, add(otherCookies, 'You can set your browser to block cookies.')),
    right: add(otherCookies, 'You can set your browser to block cookies.'),
  },
  'notice-57-statistics-without-objection': {
    wrong: both(noCookieChoice, add('You can opt out of statistics by installing a browser add-on.')),
    right: add('You can opt out of statistics by installing a browser add-on.'),
  },
  'notice-58-exempt-advertising': said(
    'Advertising cookies are strictly necessary for our shop.',
    'Advertising cookies are not strictly necessary and wait for consent.',
  ),
  'prose-cookie-wall': said(
    'You must accept all cookies to open an account.',
    'You need not accept any cookies to open an account.',
  ),
  'prose-social-plugins': {
    wrong: both(
      noCookieChoice,
      add('Our pages include social media features such as the Facebook share button.'),
    ),
    right: add('Our pages include social media features such as the Facebook share button.'),
  },
  'prose-cookies-not-described': {
    wrong: swap(/We set one strictly necessary cookie[\s\S]*$/, 'We use cookies on this site.\n'),
    right: asIs,
  },
  'prose-tracking-cookie-without-consent': {
    wrong: both(noCookieChoice, add('Our cookies track what you view on this site.')),
    right: add('Our cookies track what you view on this site.'),
  },
  'prose-device-identifier': {
    wrong: both(noCookieChoice, add('We collect your unique device identifier.')),
    right: add('We collect your unique device identifier with your consent.'),
  },
  'prose-anonymous-tracking': said(
    'Google Analytics collects anonymous website data.',
    'Google Analytics collects website data under a masked IP address.',
  ),
  'prose-cookies-no-choice': {
    wrong: both(noCookieChoice, add('We use Google Analytics.')),
    right: add('We use Google Analytics.'),
  },
  'notice-60-soft-opt-in': said(
    'We e-mail customers under the soft opt-in.',
    'We e-mail customers under the soft opt-in: your details come from a sale and you could opt out at the time we collected them.',
  ),
  'prose-marketing-on-interest': said(
    'We send marketing by e-mail because of our legitimate interest in selling stairs.',
    'We send marketing by post because of our legitimate interest in selling stairs.',
  ),
  'prose-marketing-without-consent': said(
    'We will send you marketing by e-mail, SMS and telephone.',
    'We will send you marketing by e-mail, SMS and telephone if you have opted in.',
  ),
  'prose-partner-marketing': said(
    'We may share your details with third parties so that they can send you marketing.',
    'We never share your details with third parties for marketing.',
  ),
  'prose-mixed-messages': said(
    'We send product updates, marketing communications and service information.',
    'We send service information about your order.',
  ),
  'prose-refer-a-friend': said(
    'Our referral program lets you invite friends by e-mail.',
    'Our stairs are loved by friends.',
  ),
  'prose-email-tracking': said(
    'We track whether our newsletter e-mails are opened.',
    'We track whether our newsletter e-mails are opened only with your consent.',
  ),
  'prose-social-advertising': said(
    'We show you an advertisement on Facebook.',
    'We show you an advertisement on Facebook only with your consent.',
  ),
  'prose-no-sign-of-jurisdiction': {
    wrong: only('Privacy\n\nWe use your name to answer you.\n'),
    right: asIs,
  },
  'notice-61-no-registration-number': { wrong: swap(/Our registration with.*ZB123456\./, ''), right: asIs },
  'notice-62-no-word-for-children': said(
    'Our app lets kids play stair games. Teens play our games in school.',
    'Our app lets kids play stair games with their parents. Teens play our games in school.',
  ),
  'notice-63-no-date': { wrong: swap(/Last updated: 1 September 2026\n/, ''), right: asIs },
  'notice-63-old-date': { wrong: swap(/1 September 2026/, '1 September 2019'), right: asIs },
  'notice-64-hard-to-read': {
    wrong: only(
      `Privacy\n\n${Array.from({ length: 12 }, () => 'Where in the course of the provision of the services that are described elsewhere in this document it becomes necessary for the purposes that are likewise described there to make use of particulars relating to persons, such use will be made in the manner described.').join('\n\n')}\n`,
    ),
    right: asIs,
  },
  'notice-66-placeholder': said('Write to [insert company name].', 'Write to Harrow & Pine.'),
  'notice-66-contact-unreadable': said(
    'Write to [email protected] today.',
    'Write to info@harrowandpine.example today.',
  ),
  'prose-card-data': said(
    'We take your card details over the telephone.',
    'We take your card details over the telephone; the payment provider Paywell processes them and we never keep the number.',
  ),
  'prose-absolute-security': said('Your data is completely safe with us.', 'No system is completely safe.'),
};
