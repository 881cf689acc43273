/**
 * The catalogue of controls: everything that can keep a promise, by id. `binds` says which declarations of a policy a
 * control can be bound to (`retention.*`: any retention rule; `changes`: the section itself). An id without code behind it
 * yet is here all the same, so that a promise can name it and be shown as unproven, never as kept.
 */
export const catalogue = {
  // Notice
  'notice.publish': {
    binds: ['organisation', 'changes'],
    says: 'Versioned, hashed, dated notice page generated from the registers; shows the version in force, "last updated", history; review clock reddens when overdue',
  },
  'notice.change': {
    binds: ['changes'],
    says: 'Material-change workflow: site banner (and e-mail where promised) evidenced BEFORE the effective date; a version cannot take effect without it',
  },
  'notice.gate': {
    binds: ['changes', 'messages.*', 'recipients.*'],
    says: 'New product / new processing / new business practice cannot go live until a notice-impact decision is recorded',
  },
  'notice.lint': {
    binds: ['organisation', 'changes', 'scope.*', 'collection.*', 'people.*'],
    says: 'Reviewer: Art 13/14 completeness, dead law, contradictions, typos, vague words; blocks publication on red',
  },
  'notice.identity': {
    binds: ['organisation'],
    says: 'One company record renders legal name, number, VAT, addresses, DPO role, contact block; checked for currency',
  },
  'notice.links': {
    binds: ['links.*', 'recipients.*', 'cookies.*'],
    says: 'Link monitor: every link the notice relies on (opt-out, ICO, T&Cs, cookie policy, partner policies) resolves; dead link opens a task',
  },
  'notice.scope': {
    binds: ['scope.*', 'people.*', 'processing.*', 'organisation', 'collection.*', 'recipients.*'],
    says: 'Scope router and glossary: defined terms resolve to register entities; says whose policy governs (us, agency, share-button provider, customer)',
  },
  'notice.jit': {
    binds: ['collection.*'],
    says: 'Point-of-collection notice: required/optional marks, consequence of refusing, link to the notice version shown, stored with the submission',
  },
  'notice.art14': {
    binds: ['collection.*'],
    says: 'Art 14 job: data obtained elsewhere starts a one-month clock (or first contact / disclosure) to tell the person source and categories',
  },
  'register.ico': {
    binds: ['organisation'],
    says: 'Registration monitor: ICO fee reference, expiry, warnings at 60/30/7 days, red on lapse',
  },
  // Intake
  'intake.fields': {
    binds: ['collection.*', 'data.*', 'prohibitions.*'],
    says: 'Field allow-list per collection point with a stated need; unregistered or malformed fields are refused at write time',
  },
  'intake.source': {
    binds: ['collection.*', 'data.*', 'recipients.*'],
    says: 'Source ledger: every record carries who/what supplied it, when, by which channel; merges and enrichments logged',
  },
  'intake.telemetry': {
    binds: ['collection.*', 'cookies.*', 'data.*'],
    says: 'Telemetry schema allow-list for logs, sessions, devices; unknown event fields dropped and counted',
  },
  'intake.formnostore': {
    binds: ['collection.*', 'prohibitions.*'],
    says: 'Transit-only contact form: relays and stores nothing on the web host; residue scan proves it',
  },
  'intake.thirdparty': {
    binds: ['collection.*', 'prohibitions.*'],
    says: 'Supplier-of-data gate: lawful-source evidence required before import; bought lists refused unless consent proof matches, or refused outright',
  },
  'intake.financial': {
    binds: ['data.*', 'recipients.*'],
    says: 'Bank/card data vault: tokenised, masked, never in free text, mail or logs',
  },
  'intake.credentials': {
    binds: ['data.*', 'safeguards.*', 'collection.*'],
    says: 'Credential vault: salted hash for our accounts, sealed vault for client systems; never shown, mailed or exported',
  },
  'intake.casefiles': {
    binds: ['collection.*', 'retention.*'],
    says: 'Support attachments (logs, screenshots, sample data) bound to one case, scoped and purged with it',
  },
  'intake.accuracy': {
    binds: ['attestations.*', 'data.*', 'people.*'],
    says: 'Accuracy sweep: stale or bouncing records queued for confirm/correct',
  },
  'premises.visitors': {
    binds: ['collection.*', 'retention.*', 'safeguards.*', 'prohibitions.*'],
    says: 'Visitor book: sign-in/out, fire-roll only, sealed storage, scheduled destruction',
  },
  'premises.cctv': {
    binds: ['collection.*', 'attestations.*', 'retention.*', 'recipients.*'],
    says: 'CCTV signpost: third-party controller, request log, overwrite cycle attested',
  },
  'calls.recording': {
    binds: ['collection.*', 'prohibitions.*', 'purposes.*'],
    says: 'Call recording: announcement, 100% coverage reconciliation, use only for listed purposes, listening log, no export outside group',
  },
  // Purpose
  'purpose.register': {
    binds: ['purposes.*'],
    says: 'Closed register of purposes with lawful basis, data categories and systems; page and code generated from it',
  },
  'purpose.gate': {
    binds: ['purposes.*', 'prohibitions.*', 'data.*', 'collection.*', 'recipients.*', 'messages.*'],
    says: 'Every read/use states a registered purpose; undeclared or incompatible purpose is refused and logged',
  },
  'basis.lia': {
    binds: ['purposes.*', 'collection.*', 'recipients.*'],
    says: 'Legitimate-interests assessment must exist, be approved and in date before the purpose may run',
  },
  'consent.ledger': {
    binds: ['purposes.*', 'collection.*', 'recipients.*', 'prohibitions.*'],
    says: 'Consent ledger: who, what, wording version, channel, time, proof (incl. verbal), withdrawal; checked at use time',
  },
  'consent.quality': {
    binds: ['purposes.*', 'collection.*', 'prohibitions.*', 'changes', 'recipients.*'],
    says: 'Rejects deemed/bundled/pre-ticked consent (browsing, continued use, sending a CV, T&C acceptance); records version in force instead',
  },
  'consent.session': {
    binds: ['collection.*', 'prohibitions.*'],
    says: 'Live viewing/listening of a customer session needs a fresh, scoped, expiring consent token',
  },
  'analysis.aggregate': {
    binds: ['purposes.*', 'publications.*', 'prohibitions.*', 'collection.*'],
    says: 'Aggregation gate: results released only at or above a minimum cell size, no person-level rows',
  },
  'analysis.ml': {
    binds: ['purposes.*'],
    says: 'Model-training gate: dataset, purpose, basis, no special category, no decision output without review',
  },
  'survey.engine': {
    binds: ['collection.*', 'publications.*', 'purposes.*'],
    says: 'Survey engine: anonymous by default, optional identity separate from answers, aggregate-only publication',
  },
  'publish.testimonial': {
    binds: ['publications.*', 'prohibitions.*'],
    says: 'Testimonial publisher refuses without recorded permission for that text and that outlet; withdrawal takes it down',
  },
  'message.service': {
    binds: ['messages.*', 'purposes.*'],
    says: 'Service-message class: essential types only, no marketing content, not suppressed by marketing opt-out',
  },
  'message.duty': {
    binds: ['messages.*', 'purposes.*'],
    says: 'Messages that must happen (order confirmation, reply to an enquiry, event details) are opened as duties and evidenced or go overdue',
  },
  // Marketing
  'mkt.gate': {
    binds: ['purposes.*', 'prohibitions.*'],
    says: 'Send gate: each recipient needs live consent or recorded soft opt-in/LIA for that channel and topic; else refused',
  },
  'mkt.unsubscribe': {
    binds: ['purposes.*', 'rights.*'],
    says: 'Template lint plus canary: working, visible unsubscribe in every marketing mail; send blocked without it',
  },
  'mkt.optout': {
    binds: ['purposes.*', 'rights.*'],
    says: 'Opt-out intake by every promised route (link, mail, post, phone) to one suppression list, applied before the next send, all channels/systems',
  },
  'mkt.channels': {
    binds: ['purposes.*'],
    says: 'Channel matrix per person: post, phone (TPS/CTPS screened), e-mail, SMS, digital; unlisted channel refused',
  },
  'mkt.content': {
    binds: ['purposes.*'],
    says: 'Campaign approval: similar products, relevance reason, frequency cap, sender identity',
  },
  'mkt.partners': {
    binds: ['purposes.*', 'recipients.*'],
    says: 'Third-party product promotion is a separate topic with its own consent and named partner',
  },
  'mkt.tracking': {
    binds: ['purposes.*'],
    says: 'Open/click tracking only for people who agreed; pixel and link rewriting stripped otherwise',
  },
  'mkt.platform': {
    binds: ['purposes.*', 'recipients.*', 'prohibitions.*'],
    says: 'Marketing leaves only through the registered platform; bulk send from ordinary mail refused; exports purpose-stamped',
  },
  'mkt.audience': {
    binds: ['purposes.*', 'recipients.*'],
    says: 'Advertising-audience upload gate (Facebook/digital): basis, suppression and notice checked; upload logged and expired',
  },
  'mkt.referral': {
    binds: ['collection.*'],
    says: 'Refer-a-friend: user sends from own device/link; friend’s address not kept, incentive rules, no re-mailing',
  },
  // Cookies
  'cookie.register': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Cookie/tag/beacon register with purpose, type, life, setter; crawler compares real site with register, functional check per cookie',
  },
  'cookie.consent': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Prior-consent gate: no non-exempt storage or script before a recorded "yes"; withdrawal clears',
  },
  'cookie.refuse': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Refuse-all journey: site still readable; the features lost are exactly those listed',
  },
  'cookie.trigger': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Event-bound cookies: only on click-to-play, only on client-area login, only on link/image click',
  },
  'cookie.attributes': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Attribute check: session cookies have no expiry; IDs random; no name/e-mail inside; auth cookies Secure/HttpOnly',
  },
  'cookie.ga': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Google Analytics profile: masking, signals/ads flags, region, opt-out honoured, provider use restricted',
  },
  'cookie.social': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Share buttons inert until clicked; provider, data and policy link shown; pre-fill only what the person picks',
  },
  'cookie.ads': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Advertising/remarketing tags: consented, opt-out links live, purpose-bound, reported',
  },
  'cookie.geo': {
    binds: ['cookies.*', 'collection.*', 'prohibitions.*', 'recipients.*'],
    says: 'Geolocation: precise only on per-service opt-in; otherwise coarse from truncated IP',
  },
  'browse.anonymous': {
    binds: ['prohibitions.*', 'cookies.*', 'collection.*'],
    says: 'Browse-only proof: a visit without data entry leaves no identifiable record',
  },
  // Sharing
  'share.gate': {
    binds: ['recipients.*', 'prohibitions.*'],
    says: 'Default-deny disclosure gate plus disclosure log: recipient, class, purpose, basis, fields',
  },
  'share.recipients': {
    binds: ['recipients.*', 'prohibitions.*'],
    says: 'Register of recipient classes and named recipients; page shows it; unlisted recipient refused (incl. HMRC, pension, debt collection)',
  },
  'share.legal': {
    binds: ['recipients.*', 'prohibitions.*', 'purposes.*'],
    says: 'Legal/authority request desk: validity, authority, necessity, good-faith reasons, approver, minimum fields',
  },
  'share.nosale': {
    binds: ['prohibitions.*'],
    says: 'No-sale gate: any disclosure for value refused; yearly attestation against ledgers and contracts',
  },
  'share.group': {
    binds: ['recipients.*', 'scope.*', 'collection.*'],
    says: 'Intra-group sharing register: affiliate list, purpose, direction, agreement',
  },
  'share.merger': {
    binds: ['recipients.*'],
    says: 'Deal-room gate: customer data in M&A only after approval, minimised, notice plan',
  },
  'share.consent': {
    binds: ['recipients.*', 'prohibitions.*'],
    says: 'Disclosure on the person’s own consent (written or verbal) recorded before release',
  },
  'share.analytics': {
    binds: ['prohibitions.*', 'recipients.*', 'cookies.*'],
    says: 'No person-level analytics to third parties; provider settings and exports checked; ownership recorded',
  },
  // Processors
  'proc.register': {
    binds: [
      'recipients.*',
      'processing.*',
      'purposes.*',
      'prohibitions.*',
      'data.*',
      'attestations.*',
      'scope.*',
    ],
    says: 'System/processor map: system, data, reason, basis, location, role, latest policy links',
  },
  'proc.agreement': {
    binds: [
      'recipients.*',
      'processing.*',
      'purposes.*',
      'prohibitions.*',
      'data.*',
      'attestations.*',
      'scope.*',
    ],
    says: 'Art 28 / confidentiality / security terms gate: no live data feed without signed, in-date terms no weaker than the notice',
  },
  'proc.audit': {
    binds: [
      'recipients.*',
      'processing.*',
      'purposes.*',
      'prohibitions.*',
      'data.*',
      'attestations.*',
      'scope.*',
    ],
    says: 'Processor audit & accreditation clock: evidence dated, re-check, lapse suspends feed',
  },
  'proc.access': {
    binds: [
      'recipients.*',
      'processing.*',
      'purposes.*',
      'prohibitions.*',
      'data.*',
      'attestations.*',
      'scope.*',
    ],
    says: 'Third-party and staff access to platforms: least privilege, password/MFA, periodic review, leavers',
  },
  'proc.role': {
    binds: [
      'recipients.*',
      'processing.*',
      'purposes.*',
      'prohibitions.*',
      'data.*',
      'attestations.*',
      'scope.*',
    ],
    says: 'Role decision per activity: controller, processor, joint, independent controller; shown to the person',
  },
  'proc.instructions': {
    binds: [
      'recipients.*',
      'processing.*',
      'purposes.*',
      'prohibitions.*',
      'data.*',
      'attestations.*',
      'scope.*',
    ],
    says: 'As processor: act on customer instruction, removal clock, tenant isolation, assist duties',
  },
  // Transfers
  'xfer.register': {
    binds: ['recipients.*', 'prohibitions.*', 'processing.*', 'collection.*'],
    says: 'Map of where data is stored/accessed (country, provider, remote staff); notice generated from it',
  },
  'xfer.gate': {
    binds: ['recipients.*', 'prohibitions.*', 'processing.*', 'collection.*'],
    says: 'No export without a mechanism valid on that date for that country; Privacy Shield refused after 2020-07-16',
  },
  'xfer.documents': {
    binds: ['recipients.*', 'prohibitions.*', 'processing.*', 'collection.*'],
    says: 'Vault of IDTA/Addendum/SCC/BCR/intra-group agreements, TRA and expiry, matched to each flow',
  },
  'xfer.consent': {
    binds: ['recipients.*', 'prohibitions.*', 'processing.*', 'collection.*'],
    says: 'Deemed consent never opens a transfer; explicit informed Art 49 consent only, logged',
  },
  // Retention
  'ret.schedule': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'One machine schedule: category, trigger, period, action; nightly job; no record without a rule; review attested',
  },
  'ret.active': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Keep while account/service active; closure starts the end-of-life clock',
  },
  'ret.applicant': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Unsuccessful applicant: erase at day 150, or at once on request',
  },
  'ret.inactive': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Keep-reasons engine and 36-month inactivity deletion',
  },
  'ret.client': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Delete 7 years after last project/service/licence, or on request subject to the accounting hold',
  },
  'ret.idle': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Remove user accounts with no project/service/licence after 1 year idle',
  },
  'ret.tax': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Tax-law minimum six years then destroy',
  },
  'ret.hold': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Holds: legal duty, dispute, enforcement, safety; reason, owner, review date; suspends deletion only for the held fields',
  },
  'ret.processor': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Data held for clients: end-of-service return/delete clock per contract',
  },
  'ret.marketing': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Marketing data kept until withdrawal, then reduced to a suppression entry',
  },
  'ret.special': {
    binds: ['retention.*', 'processing.*', 'purposes.*'],
    says: 'Sensitive data cap: contract term or required period, whichever rule ends first',
  },
  'dispose.erase': {
    binds: ['retention.*', 'safeguards.*', 'rights.*'],
    says: 'Irrecoverable erase across primary, replicas, backups, exports, media; proof by re-query',
  },
  'dispose.certificate': {
    binds: ['retention.*', 'recipients.*', 'safeguards.*'],
    says: 'Media destruction: no asset closed without a matching certificate',
  },
  // Rights
  'rights.intake': {
    binds: ['rights.*', 'organisation'],
    says: 'Rights desk: any promised route (mailbox, post, phone) becomes a case with type, clock, owner, next-steps message',
  },
  'rights.clock': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'One-month clock (Art 12A: pauses, extensions, working-day roll), warnings, overdue = breach of promise',
  },
  'rights.identity': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Proportionate identity check; only pauses the clock when doubt is recorded',
  },
  'rights.access': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Confirmation + subject-access bundle from all registered systems with every Art 15 item',
  },
  'rights.rectify': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Correct/complete, propagate to systems and recipients, before/after evidence; notify on refusal',
  },
  'rights.erase': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Erase/suppress/cancel: fan-out to every system, holds respected, certificate to the person',
  },
  'rights.restrict': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Restriction flag that blocks all uses but storage',
  },
  'rights.object': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Objection: stop at once; resume only on recorded compelling grounds / legal claims',
  },
  'rights.portability': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Machine-readable export of provided data (consent/contract, automated), direct hand-over to another controller',
  },
  'rights.withdraw': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Withdraw or modify consent as easily as given; takes effect before next use',
  },
  'rights.refusal': {
    binds: ['rights.*', 'purposes.*', 'processing.*'],
    says: 'Refusal register: legal exception, reasons, told within the clock, complaint route given',
  },
  'rights.selfservice': {
    binds: ['rights.*', 'collection.*'],
    says: 'Signed-in profile: view, update, change at any time; history kept',
  },
  'rights.route': {
    binds: ['rights.*', 'processing.*', 'scope.*', 'recipients.*'],
    says: 'Controller/processor router: tells the requester whom to ask, passes on, logs',
  },
  'complaint.desk': {
    binds: ['rights.*'],
    says: 'Complaints: own form/mailbox, acknowledge within 30 days, progress, outcome; ICO route always shown',
  },
  // Automated
  'adm.none': {
    binds: ['prohibitions.*', 'decisions.*', 'purposes.*'],
    says: 'No-profiling / no-ADM switch: registry of decision and scoring code must be empty, else build fails',
  },
  'adm.credit': {
    binds: ['decisions.*', 'recipients.*'],
    says: 'Credit check only under a contract, on an accredited platform, with notice and log',
  },
  'adm.human': {
    binds: ['decisions.*', 'rights.*'],
    says: 'Human decision gate: negative score cannot refuse; named role decides with reasons; right to reconsideration',
  },
  'profiling.consent': {
    binds: ['purposes.*', 'prohibitions.*'],
    says: 'Interest profiling and tailoring only for people who agreed; off switch; logic explained',
  },
  // Security
  'sec.encryption': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Encryption at rest / device encryption inventory; unencrypted store = red',
  },
  'sec.tls': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'TLS on every endpoint and mail route, certificate watch; only approved secure channels abroad',
  },
  'sec.baseline': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Posture checks independent of location: firewall, anti-malware, patched Linux hosting, prevention of change/loss',
  },
  'sec.access': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Role-based access, MFA, password policy, quarterly recertification, access log',
  },
  'sec.devices': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Local-device register: who, encrypted, authorised employee only, lost/stolen flow',
  },
  'sec.review': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Security review calendar with findings and closure evidence',
  },
  'sec.vetting': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Staff checks recorded before access to sensitive processing',
  },
  'sec.remote': {
    binds: ['safeguards.*', 'attestations.*', 'collection.*', 'recipients.*', 'data.*'],
    says: 'Remote-support sessions: client-opened, scoped, time-boxed, recorded',
  },
  'breach.clock': {
    binds: ['incidents', 'recipients.*', 'processing.*'],
    says: 'Breach register with 72-hour clock from awareness, controller/ICO/person notices',
  },
  'evidence.ledger': {
    binds: ['organisation', 'safeguards.*'],
    says: 'Append-only hash-chained evidence of every control run',
  },
  'attest.calendar': {
    binds: ['attestations.*', 'retention.*', 'safeguards.*', 'changes', 'recipients.*'],
    says: 'Recurring human attestations: who, what, due date, signed evidence, red when missed',
  },
  // People
  'hr.applicant': {
    binds: ['collection.*', 'purposes.*', 'prohibitions.*'],
    says: 'Applicant file: source (direct/agency/platform), notice given, outcome date, purpose lock',
  },
  'hr.cvspecial': {
    binds: ['collection.*', 'data.*', 'purposes.*', 'recipients.*'],
    says: 'Sensitive data in a CV: detect, fence, explicit consent or strip; role-requirement test',
  },
  'hr.map': {
    binds: ['purposes.*', 'data.*', 'collection.*', 'recipients.*'],
    says: 'HR data map: each field tied to contract, statute or management duty; recipients listed',
  },
  'hr.special': {
    binds: ['purposes.*', 'data.*', 'recipients.*', 'prohibitions.*', 'retention.*'],
    says: 'Special-category/criminal HR gate: condition + appropriate policy document + employee’s knowledge logged',
  },
  'hr.volunteered': {
    binds: ['collection.*', 'purposes.*', 'data.*'],
    says: 'Equal-opportunity data: volunteered only, single-purpose, aggregate-only',
  },
  'hr.onboard': {
    binds: ['messages.*', 'attestations.*', 'collection.*'],
    says: 'Hire: policy pack issued and acknowledged with contract',
  },
} as const satisfies Record<string, CatalogueRow>;

export type CatalogueRow = { readonly binds: readonly string[]; readonly says: string };
export type ControlId = keyof typeof catalogue;

export const isControlId = (text: string): text is ControlId => Object.hasOwn(catalogue, text);

/** Does `pattern` (`retention.*` or `changes`) cover the declaration at `path` (`retention.applicants`, `changes`)? */
export const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith('.*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

/** The ids of the catalogue that may keep the declaration at `path`. */
export const controlsFor = (path: string): ControlId[] =>
  (Object.keys(catalogue) as ControlId[]).filter((id) =>
    catalogue[id].binds.some((pattern) => covers(pattern, path)),
  );
