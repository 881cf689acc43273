/* Made by sdk/generate.ts from /openapi.json. Not edited by hand. */
export interface paths {
    "/api/accuracy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose data has to be confirmed or corrected */
        get: operations["listAccuracy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accuracy/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirmed, corrected or removed */
        post: operations["settleAccuracy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign that a duty was done */
        post: operations["attest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The live state of every promise */
        get: operations["showBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many promises were in which state, day by day */
        get: operations["showBoardHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board/on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The board as it stood at the end of a day, and why */
        get: operations["showBoardOn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board/pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The evidence of the board, or of one promise, as a file that "kept verify --pack" checks offline */
        get: operations["packBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board/promises/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One promise: what keeps it, how its state changed and why, who was told */
        get: operations["showPromise"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bounces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A mail to this address came back */
        post: operations["noteBounce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/call-lists/{list}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take the file of a register of numbers that want no calls, of any length */
        put: operations["putCallList"];
        /** Take a register of numbers that want no calls, whole, as it stood on a day */
        post: operations["importCallList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A call as the telephone system lists it */
        post: operations["takeCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/listenings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to listen to a recording, for a purpose */
        post: operations["listenToCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{point}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody asks for camera pictures */
        post: operations["askForFootage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a campaign, and answer for it */
        post: operations["approveCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an approval for a purpose has to say */
        get: operations["showCampaignNeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Support cases, without what is in them */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a case: from now its retention counts */
        post: operations["closeCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a closed case with everything bound to it */
        post: operations["purgeCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that a case is still needed: what cites it goes on */
        post: operations["reviewCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who of ours works on a case, and nobody else */
        post: operations["assignCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/collection/{point}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send what somebody filled in at a collection point */
        post: operations["submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/collection/{point}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take data that somebody else supplies, row by row */
        post: operations["importRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/collection/{point}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of an anonymous survey, for groups large enough */
        get: operations["surveyResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a password is the one that was given */
        post: operations["checkPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether something may be done */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decisions/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Screen a list: each line comes back with its verdict and code */
        post: operations["screen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to hand data to somebody; logged either way */
        post: operations["disclose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what happened: one event, or up to 1,000 */
        post: operations["tellEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** It did not happen: what counted from it counts from what is left */
        delete: operations["cancelEvent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It happened at another time: what counts from it moves */
        post: operations["correctEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What authorities asked of us */
        get: operations["listInquiries"];
        put?: never;
        /** Enter a letter of an authority */
        post: operations["enterInquiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inquiries/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that we replied to an authority */
        post: operations["answerInquiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All API keys, the newest first */
        get: operations["listKeys"];
        put?: never;
        /** Make an API key for a connected system */
        post: operations["makeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an API key */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new key in the place of an old one, which ends at once */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed root, as a C2SP signed note */
        get: operations["showCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries, the newest first */
        get: operations["listEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That an entry is in the ledger, or that it only ever grew */
        get: operations["prove"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses that the notice relies on, and the last look */
        get: operations["listLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that somebody has read the words of a page that changed */
        post: operations["noteLinkRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A list for the platform that sends, or for an advertiser */
        post: operations["makeList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/{id}/ended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell that a list was deleted */
        post: operations["endList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** May this list be used for this? */
        post: operations["useList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stamp what came out of a platform with its purpose */
        post: operations["stampExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand over a mail that came to one of our addresses */
        post: operations["takeMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mailings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mailing to those of them who may get it */
        post: operations["queueMailing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People, collection points, systems and recipients as declared */
        get: operations["showMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message that the policy owes or the service needs */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell that an owed message went another way */
        post: operations["showMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/owed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is owed and has not gone, the most urgent first */
        get: operations["listOwedMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/opt-outs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter that somebody told us to stop: by letter, on the telephone */
        post: operations["takeStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails that wait or left, the newest first */
        get: operations["listOutbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outbox/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a mail that waits will say, for a reason */
        get: operations["openMail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell that these addresses are one person’s */
        post: operations["knowPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a person, for a reason */
        get: operations["lookAtPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make one of two who are the same; the stricter permission wins */
        post: operations["mergePeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person has said, newest first */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened with a person, the last first */
        get: operations["showTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make two again of those who were merged by mistake */
        post: operations["unmergePeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look a person up by any of their addresses */
        post: operations["findPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what somebody said about a purpose */
        post: operations["tellPermission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what else somebody wants of us */
        post: operations["tellPreference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of purposes: what the gate goes by */
        get: operations["listPurposes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came in at a point, without what is in it */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/files/{file}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a file of a record, for a reason */
        post: operations["lookAtFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at a record, for a reason */
        post: operations["lookAtRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, the newest first */
        get: operations["listRequests"];
        put?: never;
        /** Open what somebody asked of us, by whatever route */
        post: operations["openRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request, its clock and everything that moved it */
        get: operations["showRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed certificate of what was done */
        get: operations["showCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide about a request: ask, extend, refuse, answer, erase, restrict, lift */
        post: operations["decideRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Other people whom the data of a request name */
        get: operations["listOthers"];
        put?: never;
        /** Decide who is taken out of the copy */
        post: operations["removeOthers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/package": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of an answered access or portability request */
        get: operations["fetchPackage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest plan of a request, and how far it has come */
        get: operations["showPlan"];
        put?: never;
        /** Look into every system and say what would be done */
        post: operations["planRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/plan/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what the plan showed; it is then carried out */
        post: operations["approvePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/plan/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign for a task that no software could do */
        post: operations["signTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/thread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was written about a request; the look is logged */
        get: operations["readThread"];
        put?: never;
        /** Add what somebody said or wrote about a request */
        post: operations["addToThread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let figures out: only those about groups that are large enough come back */
        post: operations["releaseResults"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What went, certificate by certificate */
        get: operations["listCertificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/certificates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What went, signed for anybody to check */
        get: operations["certificateOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/destructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Certificates of destruction that came */
        get: operations["listDestructions"];
        put?: never;
        /** Enter a destroyer’s certificate: what it names and they had is closed */
        post: operations["enterDestruction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/destructions/{id}/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a number is that fitted nothing: another of ours, or why none */
        post: operations["explainNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much goes in which week */
        get: operations["forecastRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Media leave for their destroyer */
        post: operations["handOverMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The holds that stand, the next to be looked at first */
        get: operations["listHolds"];
        put?: never;
        /** Suspend deletion of the data named */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let deletion go on from the next night */
        delete: operations["liftHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/holds/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody looked at a hold, and it has to stand on */
        post: operations["reviewHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Media and where each is on its way */
        get: operations["listMedia"];
        put?: never;
        /** Put a disk, tape or box of paper on the list */
        post: operations["registerMedium"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/media/{id}/retirement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is out of use and has to be destroyed */
        post: operations["retireMedium"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would go on a day, by rule, with reasons */
        get: operations["previewRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for people or for its day to go */
        get: operations["listProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One proposal, with what is in it */
        get: operations["showProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/proposals/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to what a proposal said when you looked; needs a session of staff */
        post: operations["approveProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/proposals/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no to what waits for approval, or stop what is announced and has not gone */
        post: operations["stopProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody has to decide */
        get: operations["listReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep it until a day, erase it, or note that it was given back */
        post: operations["decideReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every rule about one row of a connected system, with its days and what keeps it */
        get: operations["explainRow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is declared about how long things are kept */
        get: operations["listRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do now what the night would do */
        post: operations["runRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{point}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a session, where that is for us to do */
        post: operations["openSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The work is done: close the session */
        post: operations["closeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** May I look at this area now? */
        post: operations["lookIntoSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works here, and who is invited */
        get: operations["listStaff"];
        put?: never;
        /** Invite somebody by a one-time link */
        post: operations["inviteStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Somebody works here no more; their sessions end */
        delete: operations["removeStaff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody begin anew who lost password or second factor */
        post: operations["resetStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give somebody another role */
        post: operations["changeRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take another password; all other sessions end */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a password; the second factor comes next */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out here, or everywhere */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set up an authenticator app; its first code finishes it */
        post: operations["setUpSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/two-factor/generate-backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take new backup codes; the old ones end */
        post: operations["renewBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/two-factor/verify-backup-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a backup code; each works once */
        post: operations["verifyBackupCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/auth/two-factor/verify-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the code of an authenticator app, or finish setting it up */
        post: operations["verifyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join by an invitation link; then sign in */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/invitations/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation link (/console/join#token) is for */
        post: operations["openInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do */
        get: operations["showMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suppliers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down that a supplier of data was checked */
        post: operations["checkSupplier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask people to answer a survey about what happened to them */
        post: operations["inviteToSurvey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a survey of which the policy says how often there is one */
        post: operations["openSurvey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telemetry/{point}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at the newest events of a point */
        post: operations["lookAtTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/testimonials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The testimonials that stand in a place now */
        get: operations["listTestimonials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/testimonials/{record}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a testimonial in one place */
        post: operations["publishTestimonial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/testimonials/{record}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The person took it back */
        post: operations["withdrawTestimonial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is late, due this week, broken, at risk, or waits for others */
        get: operations["showToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has yet to hear where we got their data */
        get: operations["listOwedTelling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** They were told, by letter or telephone */
        post: operations["tellDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a model is about to be trained on; kept with the answer */
        post: operations["stateTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trainings/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a training began, or that its reviewer looked at what comes out */
        post: operations["stepTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{point}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who is in the building now, for a fire or a drill */
        post: operations["callRoll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457, with a stable code */
        Problem: {
            /** @description Stable and dotted, for programs: people.two-people */
            code: string;
            /** @description What, where, and what to do */
            detail: string;
            status: number;
            title: string;
            /** Format: uri */
            type: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description Not as things stand */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something broke on our side; nothing was changed */
        Fault: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What was sent is not as described here */
        Malformed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No API key or one that is not known, not signed in, or not rightly */
        NoKey: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key or role may not do that, or the policy forbids it */
        NotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Understood, and refused by a rule; the code says which */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description More than this address takes at once */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests in a short time */
        TooMany: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not just now; nothing was changed */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description In a format that this address does not read */
        UnknownMedia: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccuracy: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The most urgent first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            because: "stale" | "bounced";
                            /** Format: date */
                            dueOn: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            person: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    settleAccuracy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "confirmed" | "corrected" | "removed";
                };
            };
        };
        responses: {
            /** @description Settled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    attest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    evidence?: string;
                    name: string;
                    role: string;
                    /** Format: date */
                    signedOn: string;
                };
            };
        };
        responses: {
            /** @description Signed */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showBoard: {
        parameters: {
            query?: {
                /** @description Only promises that this control keeps, by what it says alone: nothing else is looked at */
                control?: string;
                /** @description … on this declaration; both or neither */
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Promises with their state, because, figures and entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        promises: unknown[];
                        totals: {
                            [key: string]: number;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showBoardHistory: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At the end of each day, from the first that was noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        days: {
                            /** Format: date */
                            on: string;
                            totals: {
                                "at-risk": number;
                                attested: number;
                                broken: number;
                                kept: number;
                                proven: number;
                                unproven: number;
                            };
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showBoardOn: {
        parameters: {
            query: {
                day: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worst first. Nothing of the days before anybody looked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        on: string;
                        promises: {
                            because: string;
                            /** @description Ledger entries of its kinds between the two looks, newest first */
                            between: string[];
                            /** @description first, facts, time, policy or proof */
                            cause: ("first" | "facts" | "time" | "policy" | "proof") | null;
                            /** @description Tables that it reads, written to between the two looks */
                            changed: string[];
                            /** @description The control that decided it */
                            control: string | null;
                            /** @description What the look showed */
                            earlier: {
                                /** Format: date-time */
                                at: string;
                                because: string;
                                entries: string[];
                                figures: {
                                    [key: string]: unknown;
                                };
                                verdict: string;
                            } | null;
                            from: ("broken" | "at-risk" | "unproven" | "proven" | "attested" | "kept") | null;
                            /** Format: uuid */
                            id: string;
                            onThatDay: {
                                because: string;
                                /** @description Ledger entries of its kinds between the two looks, newest first */
                                between: string[];
                                /** @description first, facts, time, policy or proof */
                                cause: ("first" | "facts" | "time" | "policy" | "proof") | null;
                                /** @description Tables that it reads, written to between the two looks */
                                changed: string[];
                                /** @description The control that decided it */
                                control: string | null;
                                /** @description What the look showed */
                                earlier: {
                                    /** Format: date-time */
                                    at: string;
                                    because: string;
                                    entries: string[];
                                    figures: {
                                        [key: string]: unknown;
                                    };
                                    verdict: string;
                                } | null;
                                from: ("broken" | "at-risk" | "unproven" | "proven" | "attested" | "kept") | null;
                                /** Format: uuid */
                                id: string;
                                path: string | null;
                                promise: string;
                                /** @description What the look showed */
                                shown: {
                                    /** Format: date-time */
                                    at: string;
                                    because: string;
                                    entries: string[];
                                    figures: {
                                        [key: string]: unknown;
                                    };
                                    verdict: string;
                                } | null;
                                /** Format: date-time */
                                since: string;
                                /** @enum {string} */
                                to: "broken" | "at-risk" | "unproven" | "proven" | "attested" | "kept";
                                /** @description The cause in a sentence */
                                why: string;
                            }[];
                            path: string | null;
                            promise: string;
                            says: string;
                            section: string;
                            /** @description What the look showed */
                            shown: {
                                /** Format: date-time */
                                at: string;
                                because: string;
                                entries: string[];
                                figures: {
                                    [key: string]: unknown;
                                };
                                verdict: string;
                            } | null;
                            /** Format: date-time */
                            since: string;
                            /** @enum {string} */
                            to: "broken" | "at-risk" | "unproven" | "proven" | "attested" | "kept";
                            /** @description The cause in a sentence */
                            why: string;
                        }[];
                        totals: {
                            [key: string]: number;
                        };
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    packBoard: {
        parameters: {
            query?: {
                promise?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NDJSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showPromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The promise as it stands, and its story */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The newest first */
                        changes: {
                            because: string;
                            /** @description Ledger entries of its kinds between the two looks, newest first */
                            between: string[];
                            /** @description first, facts, time, policy or proof */
                            cause: ("first" | "facts" | "time" | "policy" | "proof") | null;
                            /** @description Tables that it reads, written to between the two looks */
                            changed: string[];
                            /** @description The control that decided it */
                            control: string | null;
                            /** @description What the look showed */
                            earlier: {
                                /** Format: date-time */
                                at: string;
                                because: string;
                                entries: string[];
                                figures: {
                                    [key: string]: unknown;
                                };
                                verdict: string;
                            } | null;
                            from: ("broken" | "at-risk" | "unproven" | "proven" | "attested" | "kept") | null;
                            /** Format: uuid */
                            id: string;
                            path: string | null;
                            promise: string;
                            /** @description What the look showed */
                            shown: {
                                /** Format: date-time */
                                at: string;
                                because: string;
                                entries: string[];
                                figures: {
                                    [key: string]: unknown;
                                };
                                verdict: string;
                            } | null;
                            /** Format: date-time */
                            since: string;
                            /** @enum {string} */
                            to: "broken" | "at-risk" | "unproven" | "proven" | "attested" | "kept";
                            /** @description The cause in a sentence */
                            why: string;
                        }[];
                        /** @description What each control does */
                        controls: {
                            [key: string]: string;
                        };
                        messages: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            kind: "broken" | "mended";
                            role: string;
                            settledAt: string | null;
                            state: string;
                        }[];
                        promise: unknown;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    noteBounce: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                };
            };
        };
        responses: {
            /** @description The same whether or not we know them */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        noted: boolean;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    putCallList: {
        parameters: {
            query: {
                /** @description the date of the list; after 28 days it counts no more */
                asOf: string;
                /** @description which column holds the numbers, by name or by number from 1 */
                column?: string;
            };
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                list: "tps" | "ctps";
            };
            cookie?: never;
        };
        /** @description CSV, a number in each line; a heading may stand before them */
        requestBody: {
            content: {
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description How many numbers are on it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        numbers: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    importCallList: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                list: "tps" | "ctps";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description the date of the list; after 28 days it counts no more
                     */
                    asOf: string;
                    numbers: string[];
                };
            };
        };
        responses: {
            /** @description How many numbers are on it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        numbers: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    takeCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    announced: boolean;
                    /** Format: date-time */
                    beganAt: string;
                    /**
                     * @description The caller did not want to be recorded
                     * @default false
                     */
                    declined?: boolean;
                    /** @default null */
                    identity?: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    } | null;
                    point: string;
                    /**
                     * @description Its reference there; null: not recorded
                     * @default null
                     */
                    recording?: string | null;
                };
            };
        };
        responses: {
            /** @description Listed */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listenToCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    purpose: string;
                };
            };
        };
        responses: {
            /** @description Written down */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        listening: string;
                        recording: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    askForFootage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    asker: "person" | "police" | "security-company" | "court" | "other";
                    /** @enum {string} */
                    because: "own-picture" | "incident" | "legal-claim" | "other";
                };
            };
        };
        responses: {
            /** @description Logged either way; whom to ask */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        answer: "passed-on" | "refused";
                        ask: string | null;
                        code: string;
                        contact: string | null;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    approveCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A role of the policy */
                    approvedBy: string;
                    /**
                     * @description How many of them one person gets
                     * @default 1
                     */
                    messages?: number;
                    /**
                     * @description Whose products, where not our own
                     * @default null
                     */
                    partner?: string | null;
                    /** @description What it is about */
                    promotes: string;
                    purpose: string;
                    /** @description Why it is of use to those who get it */
                    relevance: string;
                    /** @description In whose name; the organisation unless told */
                    sender?: string;
                    /**
                     * @description To what they bought or asked for it is similar
                     * @default null
                     */
                    similar?: string | null;
                    /** @default null */
                    topic?: string | null;
                };
            };
        };
        responses: {
            /** @description Approved, until that day */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: date */
                        until: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showCampaignNeeds: {
        parameters: {
            query: {
                purpose: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the policy asks for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvedBy: string | null;
                        atMost: {
                            messages: number;
                            per: string;
                        } | null;
                        needed: boolean;
                        partner: string | null;
                        sender: string;
                        similarTo: string | null;
                        topics: string[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listCases: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                state?: "open" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            closedAt: string | null;
                            files: number;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            openedAt: string;
                            /** Format: uuid */
                            person: string;
                            point: string;
                            reviewedAt: string | null;
                            /** @description By when somebody has to look whether it is still needed; null: no purpose asks for that */
                            reviewOn: string | null;
                            staff: string[];
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    closeCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        closedAt?: string;
                        files?: number;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    purgeCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        closedAt?: string;
                        files?: number;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    reviewCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who looked; left out: whoever calls */
                    by?: string;
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    assignCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    staff: string[];
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
            };
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How old they are, where the form asks; looked at and kept nowhere */
                    age?: number;
                    /**
                     * @description The purposes they said yes to, each by its own question
                     * @default []
                     */
                    consents?: string[];
                    /**
                     * @description The purposes they said no to, where that was offered
                     * @default []
                     */
                    declined?: string[];
                    /** @description A batch, where the point takes telemetry */
                    events?: {
                        [key: string]: string | number | boolean | null;
                    }[];
                    /** @default {} */
                    fields?: {
                        [key: string]: string;
                    };
                    files?: {
                        /** Format: byte */
                        content: string;
                        field: string;
                        name: string;
                    }[];
                    /**
                     * @description Version of the notice that was shown
                     * @default null
                     */
                    notice?: string | null;
                    /** @description Where a testimonial may appear */
                    outlets?: string[];
                    /** @description Who supplied it, where that is not the person */
                    source?: {
                        bought?: boolean;
                        consentProof?: {
                            covers: string;
                            on: string;
                            wording: string;
                        };
                        evidence?: string;
                        /**
                         * @description What kind of supplier, where the policy asks
                         * @enum {string}
                         */
                        kind?: "person" | "organisation" | "seller" | "database" | "public-register";
                        /** @enum {string} */
                        route?: "direct" | "agency" | "platform";
                        who: string;
                    };
                };
            };
        };
        responses: {
            /** @description Taken; the same whether or not the person was known */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        badge?: string;
                        confirm: boolean;
                        dropped?: number;
                        incomplete?: number;
                        point: string;
                        /** Format: uuid */
                        record?: string;
                        relayed: boolean;
                        stored: boolean;
                        taken?: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    importRows: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bought?: boolean;
                    evidence?: string;
                    /** @enum {string} */
                    format: "csv";
                    /**
                     * @description What kind of supplier, where the policy asks
                     * @enum {string}
                     */
                    kind?: "person" | "organisation" | "seller" | "database" | "public-register";
                    /** @description Who supplies all of it: one that was checked */
                    supplier: string;
                    text: string;
                } | {
                    bought?: boolean;
                    evidence?: string;
                    /** @enum {string} */
                    format: "ndjson";
                    /**
                     * @description What kind of supplier, where the policy asks
                     * @enum {string}
                     */
                    kind?: "person" | "organisation" | "seller" | "database" | "public-register";
                    /** @description Who supplies all of it: one that was checked */
                    supplier: string;
                    text: string;
                } | {
                    bought?: boolean;
                    evidence?: string;
                    /** @enum {string} */
                    format: "rows";
                    /**
                     * @description What kind of supplier, where the policy asks
                     * @enum {string}
                     */
                    kind?: "person" | "organisation" | "seller" | "database" | "public-register";
                    rows: {
                        [key: string]: string | number | boolean;
                    }[];
                    /** @description Who supplies all of it: one that was checked */
                    supplier: string;
                };
            };
        };
        responses: {
            /** @description What became of each row */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refused: {
                            code: string;
                            message: string;
                            row: number;
                        }[];
                        taken: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    surveyResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Never fewer than the smallest group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answers: number | null;
                        minimumGroup: number;
                        questions: {
                            answered: number | null;
                            cells: {
                                count: number;
                                label: string;
                            }[];
                            field: string;
                            withheld: boolean;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    checkPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    field: string;
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    password: string;
                    point: string;
                };
            };
        };
        responses: {
            /** @description Nothing else is ever told of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        right: boolean;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    act: "collect" | "use" | "send" | "share" | "transfer" | "publish" | "decide" | "profile" | "access";
                    /** @description who of ours asks, as our systems know them */
                    agent?: string;
                    /** @description how much would be taken, where people agree to an amount */
                    amount?: number;
                    /** @description the role that does it; decide: left out where software decides */
                    by?: string;
                    /** @description e-mail where nothing is told */
                    channel?: string;
                    /** @description under which number or by what: the order, the open case, the law that asks for it */
                    citing?: string;
                    /** @description where it comes in, or came in */
                    collection?: string;
                    country?: string;
                    data?: string[];
                    decision?: string;
                    /** @description the one lawful exception of a prohibition, and the reference of what shows it */
                    exception?: {
                        evidence: string;
                        prohibition: string;
                    };
                    /** @description how many people stand behind a figure */
                    group?: number;
                    /** @description An address or number by which somebody is known */
                    identity?: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    outlet?: string;
                    /** @description categories of people, where known */
                    people?: string[];
                    /**
                     * Format: uuid
                     * @description about whom: by our id, or by identity
                     */
                    person?: string;
                    publication?: string;
                    purpose?: string;
                    /** @description decide: the reference of the note in which the role wrote down why */
                    reasons?: string;
                    recipient?: string;
                    /**
                     * @description decide: what it would come to; a negative one may be left to a person alone
                     * @enum {string}
                     */
                    result?: "favourable" | "negative";
                    /** @description which text would be published */
                    text?: string;
                    topic?: string;
                    /** @description access: to be given to this person, who works for us; not a look at their data */
                    worker?: boolean;
                };
            };
        };
        responses: {
            /** @description The answer with its reasons, and the id under which it is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        because: {
                            rule: string;
                            says: string;
                            source: string | null;
                        }[];
                        code: string;
                        /** Format: uuid */
                        decision: string;
                        /** @description what the person said that it rests on */
                        evidence: string[];
                        /** @description the promises of the notice that this answer keeps */
                        promises: string[];
                        /** @description allow: ask again after; not-yet: may be otherwise from then, where that is known */
                        validUntil: string | null;
                        /** @enum {string} */
                        verdict: "allow" | "deny" | "not-yet";
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    screen: {
        parameters: {
            query: {
                channel?: string;
                /** @description which column holds the addresses, by name or by number from 1 */
                column?: string;
                purpose: string;
                topic?: string;
            };
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description CSV with any columns, or one JSON object a line */
        requestBody: {
            content: {
                "application/x-ndjson": unknown;
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description The same lines, each with its verdict and code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                    "text/csv": unknown;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    disclose: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Whose data it is: each is asked about, and can be told later who received it
                     * @default []
                     */
                    about?: ({
                        /** Format: uuid */
                        person: string;
                    } | {
                        /** @description An address or number by which somebody is known */
                        identity: {
                            /** @enum {string} */
                            kind: "email" | "phone" | "external";
                            value: string;
                        };
                    })[];
                    /** @description Who of ours hands it over, as our systems know them */
                    agent?: string;
                    /** @description How much would be taken, where people agree to an amount */
                    amount?: number;
                    /** @description The role that hands it over */
                    by?: string;
                    /** @description Under which number: the order, the open case, the law */
                    citing?: string;
                    data: string[];
                    /** @description How many people; left out: those named */
                    people?: number;
                    purpose: string;
                    recipient: string;
                    /** @description For which of what the policy tells apart by topic */
                    topic?: string;
                };
            };
        };
        responses: {
            /** @description It may be handed over */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        because: {
                            rule: string;
                            says: string;
                            source: string | null;
                        }[];
                        code: string;
                        /** Format: uuid */
                        disclosure: string;
                        /** @enum {string} */
                        verdict: "allow" | "deny" | "not-yet";
                        /** @description Places in `about`, from 0, of those whose data may not be handed over */
                        withheld: number[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            /** @description It may not */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        because: {
                            rule: string;
                            says: string;
                            source: string | null;
                        }[];
                        code: string;
                        /** Format: uuid */
                        disclosure: string;
                        /** @enum {string} */
                        verdict: "allow" | "deny" | "not-yet";
                        /** @description Places in `about`, from 0, of those whose data may not be handed over */
                        withheld: number[];
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    tellEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description When it happened; now when left out. May be long ago
                     */
                    at?: string;
                    /**
                     * Format: uuid
                     * @description The sender’s own; the same one twice is one event
                     */
                    id?: string;
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    /** @description A declared event, or the start or end of a relationship: client-started */
                    kind: string;
                } | {
                    /**
                     * Format: date-time
                     * @description When it happened; now when left out. May be long ago
                     */
                    at?: string;
                    /**
                     * Format: uuid
                     * @description The sender’s own; the same one twice is one event
                     */
                    id?: string;
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    /** @description A declared event, or the start or end of a relationship: client-started */
                    kind: string;
                }[];
            };
        };
        responses: {
            /** @description Known already; or, for many, what became of each in the order they came */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        new: boolean;
                    } | {
                        known: number;
                        refused: number;
                        results: ({
                            /** Format: uuid */
                            id: string;
                            new: boolean;
                        } | {
                            code: string;
                            detail: string;
                        })[];
                        taken: number;
                    };
                };
            };
            /** @description Taken */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        new: boolean;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    cancelEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancelled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    correctEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    at: string;
                };
            };
        };
        responses: {
            /** @description Corrected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listInquiries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        inquiries: {
                            authority: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            receivedOn: string;
                            reference: string | null;
                            repliedOn: string | null;
                            /** Format: date */
                            replyBy: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    enterInquiry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Which authority, by its name or short name */
                    authority: string;
                    /** Format: date */
                    receivedOn: string;
                    /** @description Its number on the letter; no names */
                    reference?: string;
                    /**
                     * Format: date
                     * @description The last day for our reply, as the letter says
                     */
                    replyBy: string;
                };
            };
        };
        responses: {
            /** @description Entered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    answerInquiry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description Left out: today
                     */
                    on?: string;
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: date */
                        on: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What they may do, and no key itself */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            /** @description Who made it, as the ledger has it */
                            by: string | null;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            made: string;
                            name: string;
                            revoked: string | null;
                            scopes: string[];
                            /** @description When last, to the minute */
                            used: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    makeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("decisions" | "people" | "permissions" | "events" | "mailings" | "requests" | "retention" | "disclosures" | "attestations" | "mail" | "board" | "ledger" | "collection" | "fire-roll" | "outbox" | "metrics" | "keys" | "staff")[];
                };
            };
        };
        responses: {
            /** @description Shown once; only its hash is kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It opens nothing any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Shown once; only its hash is kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A signed note: origin, size, root, signatures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listEntries: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description One kind, or all of a room with a dot at the end: permission. */
                kind?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries; kind, actor and body are null where the content was erased */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            actor: string | null;
                            /** Format: date-time */
                            at: string;
                            body: unknown;
                            /** Format: uuid */
                            id: string;
                            kind: string | null;
                            leaf: number | null;
                            /** @description The log’s signed word that the entry is in, or will be */
                            promise: {
                                /** Format: date-time */
                                at: string;
                                commitment: string;
                                /** Format: uuid */
                                id: string;
                                signature: string;
                            };
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    prove: {
        parameters: {
            query?: {
                /** @description An entry: inclusion in the newest checkpoint */
                entry?: string;
                /** @description An older size: consistency with `to` */
                from?: number;
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkpoint: {
                            note: string;
                            /** @description 32 bytes in base64 */
                            root: string;
                            size: number;
                        };
                        index: number;
                        /** @description 32 bytes in base64 */
                        leaf: string;
                        /** @description From the leaf upwards, RFC 9162 */
                        path: string[];
                        /** @description The log’s signed word that the entry is in, or will be */
                        promise: {
                            /** Format: date-time */
                            at: string;
                            commitment: string;
                            /** Format: uuid */
                            id: string;
                            signature: string;
                        };
                        /** @description The same as c2sp.org/tlog-proof, to keep in a file */
                        text: string;
                    } | {
                        from: number;
                        /** @description 32 bytes in base64 */
                        fromRoot: string;
                        /** @description From the leaf upwards, RFC 9162 */
                        path: string[];
                        to: number;
                        /** @description 32 bytes in base64 */
                        toRoot: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        links: {
                            address: string;
                            /** @description The declarations that name it */
                            by: string[];
                            certificateUntil: string | null;
                            /** @description Since when it says what nobody has read */
                            changedAt: string | null;
                            failedSince: string | null;
                            /** @description Looks in a row at which it was dead */
                            failures: number;
                            lookedAt: string | null;
                            /** @description Null: never looked at */
                            outcome: ("answers" | "not-readable" | "dead" | "not-looked" | "off") | null;
                            /** @description Somebody reads it again when its words change */
                            reviewed: boolean;
                            says: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    noteLinkRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string;
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        address: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    makeList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "handover" | "audience";
                    purpose: string;
                    recipient: string;
                    to: "everyone" | {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Addresses, or their hashes; how many were left out, and why; the last moment it may be used */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires: string;
                        /** Format: uuid */
                        id: string;
                        leftOut: {
                            [key: string]: number;
                        };
                        people: string[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    endList: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    useList: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    purpose: string;
                    /** @default null */
                    recipient?: string | null;
                };
            };
        };
        responses: {
            /** @description Logged either way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                        code: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    stampExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    people: number;
                    purpose: string;
                    recipient: string;
                };
            };
        };
        responses: {
            /** @description Its stamp */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    takeMail: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "message/rfc822": string;
            };
        };
        responses: {
            /** @description What it was understood as */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        understood: "opt-out" | "bounce" | "complaint" | "auto-reply" | "request" | "nothing";
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    queueMailing: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The approved campaign that it belongs to
                     * @default null
                     */
                    campaign?: string | null;
                    /** @description The same words with their look */
                    html?: string;
                    purpose: string;
                    subject: string;
                    text: string;
                    /**
                     * @description By which platform; refused where it is not the declared one
                     * @default null
                     */
                    through?: string | null;
                    to: "everyone" | {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description How many wait to be decided about at the moment of sending */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queued: number;
                        unknown: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showMap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What leads from whom to whom */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        edges: {
                            from: string;
                            to: string;
                        }[];
                        nodes: {
                            agreement: {
                                /** @enum {string} */
                                state: "in-date" | "ends-soon" | "ended" | "none" | "not-needed";
                                until: string | null;
                            } | null;
                            data: string[];
                            /** @description The kind of point or system, the role of a recipient */
                            form: string | null;
                            id: string;
                            /** @enum {string} */
                            kind: "people" | "point" | "system" | "recipient";
                            name: string;
                            says: string;
                            /** @description Countries */
                            where: string[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    /** @description Its name in the policy */
                    message: string;
                    subject: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description It waits to be sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    at?: string;
                    /** @enum {string} */
                    how: "post" | "phone" | "in-person" | "page" | "other-system";
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    message: string;
                };
            };
        };
        responses: {
            /** @description How many duties that closed */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        closed: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listOwedMessages: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each with its last moment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            due_at: string;
                            /** Format: uuid */
                            id: string;
                            message: string;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: uuid */
                            person: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    takeStop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    at?: string;
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    /**
                     * @description All marketing unless told
                     * @default []
                     */
                    purposes?: string[];
                    /**
                     * @description Where the letter or the note is filed; no names
                     * @default null
                     */
                    reference?: string | null;
                    /** @enum {string} */
                    route: "post" | "phone" | "in-person" | "email" | "social-media";
                };
            };
        };
        responses: {
            /** @description Counts from now on; whether we knew them */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        known: boolean;
                        purposes: string[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listOutbox: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Waiting: not yet sent or refused */
                state?: "waiting" | "settled" | "unsure";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without what they say */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mails: {
                            channel: string;
                            class: string;
                            /** @description Why it was refused */
                            code: string | null;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            person: string;
                            purpose: string;
                            /** Format: date-time */
                            queued: string;
                            settled: string | null;
                            /** @enum {string} */
                            state: "queued" | "sending" | "sent" | "refused" | "unsure";
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    openMail: {
        parameters: {
            query?: never;
            header: {
                /** @description Why you look, for the ledger: a word in small letters and dashes, and after a colon the id of what it is for. No names. */
                "Kept-Reason": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Footer and links are added when it leaves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subject: string;
                        text: string;
                        to: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    knowPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    identities: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The person known by all of them from now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    lookAtPerson: {
        parameters: {
            query?: never;
            header: {
                /** @description Why you look, for the ledger: a word in small letters and dashes, and after a colon the id of what it is for. No names. */
                "Kept-Reason": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The least that serves: hints instead of addresses, numbers instead of contents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        categories: string[];
                        holds: {
                            openRequests: number;
                            records: number;
                        };
                        /** Format: uuid */
                        id: string;
                        identities: {
                            hint: string;
                            /** @enum {string} */
                            kind: "email" | "phone" | "external";
                        }[];
                        relationships: {
                            /** Format: date */
                            began_on: string;
                            ended_on: string | null;
                            kind: string;
                        }[];
                        /** Format: date-time */
                        since: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    mergePeople: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    with: string;
                };
            };
        };
        responses: {
            /** @description Who stays, and the id of the merge */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        merge: string;
                        /** Format: uuid */
                        person: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listPermissions: {
        parameters: {
            query?: {
                /** @description where they stood then; now where nothing is told */
                at?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description of what we had heard by then; by now where nothing is told */
                known?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: {
                /** @description Why you look, for the ledger: a word in small letters and dashes, and after a colon the id of what it is for. No names. */
                "Kept-Reason"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where they stand, and how they came there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        current: {
                            /** Format: date-time */
                            at: string;
                            channel: string;
                            purpose: string;
                            source: string;
                            /** @enum {string} */
                            state: "asked" | "offered" | "granted" | "confirmed" | "refused" | "withdrawn" | "objected";
                            wording: string | null;
                        }[];
                        history: {
                            /** Format: date-time */
                            at: string;
                            channel: string;
                            /** Format: uuid */
                            id: string;
                            purpose: string;
                            /** Format: date-time */
                            recorded_at: string;
                            source: string;
                            /** @enum {string} */
                            state: "asked" | "offered" | "granted" | "confirmed" | "refused" | "withdrawn" | "objected";
                            wording: string | null;
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showTimeline: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header: {
                /** @description Why you look, for the ledger: a word in small letters and dashes, and after a colon the id of what it is for. No names. */
                "Kept-Reason": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In codes: what they wrote is not in it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            channel: string | null;
                            /** @description What explains it: a source, an outcome, a code */
                            detail: string | null;
                            /** Format: uuid */
                            id: string;
                            /** @description Of an event its kind, of a permission or mail its state, of a request or answer its kind, of a decision its verdict */
                            kind: string;
                            purpose: string | null;
                            /** @enum {string} */
                            what: "event" | "permission" | "request" | "answer" | "mail" | "decision";
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    unmergePeople: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    with: string;
                };
            };
        };
        responses: {
            /** @description Who stays, and the id of the merge */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        merge: string;
                        /** Format: uuid */
                        person: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    findPerson: {
        parameters: {
            query?: never;
            header: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
                /** @description Why you look, for the ledger: a word in small letters and dashes, and after a colon the id of what it is for. No names. */
                "Kept-Reason": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    identities: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The person known by any of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    tellPermission: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description kept as the day from which they consent alone */
                    age?: number;
                    /** Format: date-time */
                    at?: string;
                    /** @default email */
                    channel?: string;
                    /** @description `how` they said it, who heard it, the `authority` of whoever spoke for them */
                    evidence?: {
                        [key: string]: string | boolean | null;
                    };
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    purpose: string;
                    /**
                     * @default person
                     * @enum {string}
                     */
                    saidBy?: "person" | "agent" | "guardian";
                    source: string;
                    /** @enum {string} */
                    state: "asked" | "offered" | "granted" | "confirmed" | "refused" | "withdrawn" | "objected";
                    /**
                     * @description who holds the line or address, by legal form (PECR reg 2)
                     * @enum {string}
                     */
                    subscriber?: "living-person" | "sole-trader" | "unincorporated-body" | "partnership" | "scottish-partnership" | "company" | "limited-liability-partnership" | "charter-body" | "corporation-sole" | "other-legal-person" | "unknown";
                    /** @default null */
                    wording?: string | null;
                };
            };
        };
        responses: {
            /** @description Recorded, and about whom */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        person: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    tellPreference: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description news:events, or testimonials:4711:website
                     * @default
                     */
                    about?: string;
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    /** @enum {string} */
                    kind: "pause" | "topic" | "age" | "subscriber" | "publication" | "session" | "channel" | "agreed";
                    source: string;
                    /** @description pause: a day; topic and publication: yes or no; session: a moment */
                    value: string;
                };
            };
        };
        responses: {
            /** @description Recorded, and about whom */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        person: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listPurposes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every purpose, with its basis and data, and whether it can run today */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policy: string;
                        purposes: {
                            basis: string;
                            because: string | null;
                            channels: string[];
                            data: string[];
                            kind: string;
                            live: boolean;
                            people: string[];
                            purpose: string;
                            recipients: string[];
                            says: string;
                            systems: string[];
                            topics: string[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listRecords: {
        parameters: {
            query: {
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                point: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            notice: string;
                            /** Format: uuid */
                            person: string;
                            /** Format: date-time */
                            storedAt: string;
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    lookAtFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                file: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why you look, for the ledger; no names */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The content in Base64 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        content: string;
                        name: string;
                        type: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    lookAtRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The purpose that you look for: some fields are shown for theirs alone */
                    for?: string;
                    /** @description Why you look, for the ledger; no names */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Numbers and passwords are masked; sensitive passages are shown only with explicit consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apart: {
                            category: string | null;
                            field: string;
                            kind: string;
                            text: string;
                        }[];
                        fields: {
                            [key: string]: string;
                        };
                        files: {
                            bytes: number;
                            fenced: boolean;
                            field: string;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            type: string;
                        }[];
                        /** Format: uuid */
                        id: string;
                        notice: string;
                        /** Format: uuid */
                        person: string;
                        point: string;
                        sources: {
                            /** Format: date-time */
                            at: string;
                            consentProof: {
                                covers: string;
                                on: string;
                                wording: string;
                            } | null;
                            evidence: string | null;
                            how: string;
                            route: string | null;
                            who: string;
                        }[];
                        /** Format: date-time */
                        storedAt: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                kind?: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "marketing-objection" | "withdrawal" | "human-review" | "recipients" | "question" | "complaint";
                /** @description How many at most */
                limit?: number;
                state?: "open" | "answered";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of requests */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                        requests: {
                            about: string | null;
                            /** @enum {string} */
                            actsAs: "controller" | "processor";
                            agent: boolean;
                            answered: string | null;
                            /** @description Since when nothing is in doubt about who asks */
                            confirmed: string | null;
                            /** @description The last day to answer; null while nothing is due */
                            due: string | null;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "marketing-objection" | "withdrawal" | "human-review" | "recipients" | "question" | "complaint";
                            outcome: string | null;
                            /** @description The role that answers */
                            owner: string;
                            /** Format: uuid */
                            person: string;
                            /** Format: date */
                            received: string;
                            /** @description An answered request of the same kind by the same person */
                            repeats: string | null;
                            route: string;
                            /** @description identity, authority, fee or clarification: nothing is due meanwhile */
                            waitsFor: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    openRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The purpose objected to or withdrawn from, or processing that we do for somebody else */
                    about?: string;
                    /** @description Who asks for them; their authority is asked for */
                    agent?: string;
                    /** @description Whose data it is, where we process for others */
                    customer?: string;
                    /** @description Of a file to take along: the format they ask for */
                    format?: string;
                    /** @description An address or number by which somebody is known */
                    identity: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    };
                    /** @enum {string} */
                    kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "marketing-objection" | "withdrawal" | "human-review" | "recipients" | "question" | "complaint";
                    name?: string;
                    /** Format: date */
                    received?: string;
                    /**
                     * @default email
                     * @enum {string}
                     */
                    route?: "web" | "email" | "phone" | "post" | "in-person" | "agent" | "account" | "link" | "api";
                    /**
                     * @description false: whoever took it cannot tell who asks; they confirm by a link
                     * @default true
                     */
                    vouched?: boolean;
                    /**
                     * @description What they asked, as they put it
                     * @default
                     */
                    words?: string;
                };
            };
        };
        responses: {
            /** @description Opened; its clock runs from the day it was received */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The last day to answer; null while nothing is due */
                        due: string | null;
                        /** Format: uuid */
                        id: string;
                        /** @description It was open already, and this was added to it */
                        joined: boolean;
                        /** @enum {string} */
                        kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "marketing-objection" | "withdrawal" | "human-review" | "recipients" | "question" | "complaint";
                        /** @description The role that answers */
                        owner: string;
                        /** Format: date */
                        received: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request as it stands, without anything that somebody wrote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        about: string | null;
                        /** @enum {string} */
                        actsAs: "controller" | "processor";
                        agent: boolean;
                        answered: string | null;
                        clock: {
                            countsFrom: string | null;
                            days: {
                                happened: string[];
                                marks: string[];
                                /** Format: date */
                                on: string;
                            }[];
                            extendBy: string | null;
                            extended: boolean;
                            moves: {
                                by: string;
                                from: string | null;
                                /** Format: date */
                                on: string;
                                to: string | null;
                            }[];
                            owes: string;
                            state: string;
                            workingDaysLeft: number | null;
                        };
                        /** @description Since when nothing is in doubt about who asks */
                        confirmed: string | null;
                        /** @description The last day to answer; null while nothing is due */
                        due: string | null;
                        events: {
                            by: string;
                            facts: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "received" | "joined" | "proven" | "identity-asked" | "identity-proven" | "authority-asked" | "authority-proven" | "fee-asked" | "fee-paid" | "clarification-asked" | "clarification-answered" | "extended" | "acknowledged" | "progress" | "told" | "said" | "flagged" | "passed-on" | "instructed" | "planned" | "approved" | "ran" | "others-removed" | "restricted" | "objected" | "lifting-told" | "lifted" | "recipients-told" | "refused" | "answered" | "fetched" | "self-corrected" | "reviewed" | "hand-over-asked" | "hand-over-confirmed" | "hand-over-sent" | "hand-over-fetched";
                            /** Format: date */
                            on: string;
                            /** Format: date-time */
                            recorded: string;
                        }[];
                        /** @description A format that they asked for, that we do not make and have not told them why; null: none */
                        formatAsked: string | null;
                        handOvers: {
                            confirmed: string | null;
                            /** Format: date */
                            due: string;
                            fetched: string | null;
                            /** Format: uuid */
                            id: string;
                            /** @description As the policy calls them; null: the person named somebody */
                            recipient: string | null;
                            sent: string | null;
                            until: string | null;
                        }[];
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "marketing-objection" | "withdrawal" | "human-review" | "recipients" | "question" | "complaint";
                        outcome: string | null;
                        /** @description The role that answers */
                        owner: string;
                        /** Format: uuid */
                        person: string;
                        /** Format: date */
                        received: string;
                        refusals: {
                            article: string | null;
                            by: string;
                            carries: string[];
                            /** @enum {string} */
                            extent: "whole" | "part";
                            ground: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            on: string;
                            testAgain: string | null;
                        }[];
                        /** @description An answered request of the same kind by the same person */
                        repeats: string | null;
                        route: string;
                        stopped: {
                            ground: string;
                            /** @enum {string} */
                            kind: "restriction" | "objection";
                            lifted: string | null;
                            purpose: string | null;
                            /** Format: date-time */
                            since: string;
                            told: string | null;
                        }[];
                        tellings: {
                            answered: string | null;
                            change: string;
                            how: string | null;
                            knownBy: string;
                            outcome: string | null;
                            recipient: string;
                            told: string | null;
                        }[];
                        /** @description identity, authority, fee or clarification: nothing is due meanwhile */
                        waitsFor: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A signed document, checked offline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        certificate: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    decideRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    doubt: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "identify";
                    wanted: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "identified";
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "ask-authority";
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "authorised";
                } | {
                    /** @default false */
                    excessive?: boolean;
                    fee: string;
                    /** @default false */
                    furtherCopy?: boolean;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "charge";
                    /** @default false */
                    unfounded?: boolean;
                    why: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "paid";
                } | {
                    /**
                     * @default what-is-sought
                     * @enum {string}
                     */
                    about?: "what-is-sought" | "format";
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "clarify";
                    question: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "clarified";
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "other-format";
                    why: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "extend";
                    /** @enum {string} */
                    reason: "complexity" | "number-of-requests";
                    why: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "acknowledge";
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "progress";
                    says: string;
                } | {
                    /**
                     * @description Which of Art 17(3), where that is the ground
                     * @default null
                     */
                    exception?: string | null;
                    /**
                     * @default whole
                     * @enum {string}
                     */
                    extent?: "whole" | "part";
                    /** @description A ground of the register, or an exemption E1 to E12 */
                    ground: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "refuse";
                    reasoning: string;
                    testAgainOn?: string | null;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "answer";
                    /** @default  */
                    says?: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "sent";
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "erase";
                } | {
                    /**
                     * @description As the policy calls it
                     * @default null
                     */
                    decision?: string | null;
                    /**
                     * @description What counts now, where it was changed
                     * @default null
                     */
                    instead?: string | null;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "review";
                    reasons: string;
                    /** @enum {string} */
                    result: "upheld" | "changed";
                } | {
                    /** @description Where they receive the link */
                    email: string;
                    /**
                     * @description Who is to have the file
                     * @default
                     */
                    name?: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "hand-over";
                    /**
                     * @description As the policy calls them, where it declares them
                     * @default null
                     */
                    recipient?: string | null;
                } | {
                    ground: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "restrict";
                } | {
                    /** Format: date */
                    liftOn: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "tell-lifting";
                    why: string;
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "lift";
                    why: string;
                } | {
                    customer: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "pass-on";
                } | {
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "instruct";
                    /** @enum {string} */
                    what: "remove" | "nothing";
                } | {
                    how: string;
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "recipient-told";
                    recipient: string;
                } | {
                    /** @enum {string} */
                    answer: "done" | "nothing-held" | "refused" | "impossible" | "disproportionate";
                    /**
                     * Format: date
                     * @description The day it happened, where that is not today
                     */
                    on?: string;
                    /** @enum {string} */
                    outcome: "recipient-answered";
                    recipient: string;
                };
            };
        };
        responses: {
            /** @description As it stands now; and what was erased for it, by rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answered: string | null;
                        disposed: {
                            forgotten: number;
                            people: number;
                            records: number;
                            rule: string;
                            verified: boolean;
                        }[];
                        due: string | null;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listOthers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Candidates, the most frequent first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        candidates: {
                            /** @description How often it was found */
                            count: number;
                            /** @enum {string} */
                            kind: "email" | "phone" | "name";
                            removed: boolean;
                            /** @description Where it was found first, with some words around it */
                            seen: string;
                            /** @description What a decision names */
                            value: string;
                        }[];
                        /** @description There are more than anybody would read: look at the tables themselves */
                        more: boolean;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    removeOthers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The values of all who go; whoever is not named stays */
                    remove: string[];
                };
            };
        };
        responses: {
            /** @description Decided; it holds when the copy is made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    fetchPackage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A zip archive, for thirty days after the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description System by system and table by table */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approved: string | null;
                        approvedBy: string | null;
                        finished: string | null;
                        /** @description What an approval names */
                        hash: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        intent: "read" | "erase" | "change";
                        items: {
                            /** @description read, delete, anonymise, change, keep, leave, task, blocked */
                            act: string;
                            because: string;
                            count: number;
                            doneBy: string | null;
                            due: string | null;
                            duty: string | null;
                            left: number | null;
                            number: number;
                            replaced: {
                                [key: string]: string;
                            };
                            /** @description Up to three keys, folded */
                            samples: string[][];
                            system: string;
                            table: string;
                            until: string | null;
                            who: string | null;
                            written: number;
                        }[];
                        /** Format: date-time */
                        made: string;
                        state: string;
                        systems: {
                            /** @description Why it waits, or what was left */
                            because: string | null;
                            kind: string;
                            state: string;
                            system: string;
                            verified: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    planRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description For a correction: what is right
                     * @default []
                     */
                    changes?: {
                        becomes: string;
                        was?: string;
                        /** @description The kind of data, or "table.column" */
                        what: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What would be done; nothing has been */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approved: string | null;
                        approvedBy: string | null;
                        finished: string | null;
                        /** @description What an approval names */
                        hash: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        intent: "read" | "erase" | "change";
                        items: {
                            /** @description read, delete, anonymise, change, keep, leave, task, blocked */
                            act: string;
                            because: string;
                            count: number;
                            doneBy: string | null;
                            due: string | null;
                            duty: string | null;
                            left: number | null;
                            number: number;
                            replaced: {
                                [key: string]: string;
                            };
                            /** @description Up to three keys, folded */
                            samples: string[][];
                            system: string;
                            table: string;
                            until: string | null;
                            who: string | null;
                            written: number;
                        }[];
                        /** Format: date-time */
                        made: string;
                        state: string;
                        systems: {
                            /** @description Why it waits, or what was left */
                            because: string | null;
                            kind: string;
                            state: string;
                            system: string;
                            verified: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    approvePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The hash of what was looked at */
                    hash: string;
                };
            };
        };
        responses: {
            /** @description Approved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approved: string | null;
                        approvedBy: string | null;
                        finished: string | null;
                        /** @description What an approval names */
                        hash: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        intent: "read" | "erase" | "change";
                        items: {
                            /** @description read, delete, anonymise, change, keep, leave, task, blocked */
                            act: string;
                            because: string;
                            count: number;
                            doneBy: string | null;
                            due: string | null;
                            duty: string | null;
                            left: number | null;
                            number: number;
                            replaced: {
                                [key: string]: string;
                            };
                            /** @description Up to three keys, folded */
                            samples: string[][];
                            system: string;
                            table: string;
                            until: string | null;
                            who: string | null;
                            written: number;
                        }[];
                        /** Format: date-time */
                        made: string;
                        state: string;
                        systems: {
                            /** @description Why it waits, or what was left */
                            because: string | null;
                            kind: string;
                            state: string;
                            system: string;
                            verified: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    signTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How many entries it was */
                    count?: number;
                    /** @description What was done, without names */
                    note: string;
                    number: number;
                };
            };
        };
        responses: {
            /** @description Signed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approved: string | null;
                        approvedBy: string | null;
                        finished: string | null;
                        /** @description What an approval names */
                        hash: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        intent: "read" | "erase" | "change";
                        items: {
                            /** @description read, delete, anonymise, change, keep, leave, task, blocked */
                            act: string;
                            because: string;
                            count: number;
                            doneBy: string | null;
                            due: string | null;
                            duty: string | null;
                            left: number | null;
                            number: number;
                            replaced: {
                                [key: string]: string;
                            };
                            /** @description Up to three keys, folded */
                            samples: string[][];
                            system: string;
                            table: string;
                            until: string | null;
                            who: string | null;
                            written: number;
                        }[];
                        /** Format: date-time */
                        made: string;
                        state: string;
                        systems: {
                            /** @description Why it waits, or what was left */
                            because: string | null;
                            kind: string;
                            state: string;
                            system: string;
                            verified: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    readThread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The words, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agent: string | null;
                        customer: string | null;
                        messages: {
                            by: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "received" | "joined" | "proven" | "identity-asked" | "identity-proven" | "authority-asked" | "authority-proven" | "fee-asked" | "fee-paid" | "clarification-asked" | "clarification-answered" | "extended" | "acknowledged" | "progress" | "told" | "said" | "flagged" | "passed-on" | "instructed" | "planned" | "approved" | "ran" | "others-removed" | "restricted" | "objected" | "lifting-told" | "lifted" | "recipients-told" | "refused" | "answered" | "fetched" | "self-corrected" | "reviewed" | "hand-over-asked" | "hand-over-confirmed" | "hand-over-sent" | "hand-over-fetched";
                            /** Format: date */
                            on: string;
                            words: string;
                        }[];
                        name: string | null;
                        words: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    addToThread: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Who said it; a call is noted as theirs
                     * @default staff
                     * @enum {string}
                     */
                    by?: "person" | "staff";
                    /** Format: date */
                    on?: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    releaseResults: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cells: {
                        /** @default {} */
                        figures?: {
                            [key: string]: number;
                        };
                        /** @description what the group is: "clients with 10 to 50 staff" */
                        group: string;
                        people: number;
                    }[];
                    of: {
                        purpose: string;
                    } | {
                        publication: string;
                    };
                };
            };
        };
        responses: {
            /** @description What may be seen, and how many figures may not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        released: {
                            /** @default {} */
                            figures: {
                                [key: string]: number;
                            };
                            /** @description what the group is: "clients with 10 to 50 staff" */
                            group: string;
                            people: number;
                        }[];
                        withheld: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listCertificates: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            statement: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Hand it back as `cursor` for the next page; null: this was the last */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    certificateOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement and its signature */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        /** @description To keep: what "kept verify --certificate" checks offline */
                        file: string;
                        id: string;
                        jws: string;
                        statement: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listDestructions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        destructions: {
                            /** Format: date */
                            destroyedOn: string;
                            destroyer: string;
                            document: string;
                            /** Format: date-time */
                            entered: string;
                            /** Format: uuid */
                            id: string;
                            matched: string[];
                            method: string;
                            number: string;
                            unmatched: string[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    enterDestruction: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A recipient of the policy */
                    destroyer: string;
                    /** @description SHA-256 of the document in hex: the document stays with you */
                    document: string;
                    method: string;
                    /** @description The certificate’s own */
                    number: string;
                    /**
                     * Format: date
                     * @description When it was destroyed; today unless told
                     */
                    on?: string;
                    serials: string[];
                };
            };
        };
        responses: {
            /** @description `unmatched` are none of ours: say what is wrong with each */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        closed: number;
                        /** Format: uuid */
                        id: string;
                        unmatched: string[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    explainNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    because: string;
                    /**
                     * Format: uuid
                     * @description The one of ours that it really is
                     */
                    medium?: string;
                    serial: string;
                };
            };
        };
        responses: {
            /** @description Explained */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    forecastRetention: {
        parameters: {
            query?: {
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Weeks by their first day; what is overdue counts to the first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        from: string;
                        /** @description Rows of connected systems, as the last night saw them */
                        rows: {
                            /** @description When it was counted; null: no night has looked */
                            lookedOn: string | null;
                            /** @description There are more than could be looked at */
                            more: boolean;
                            rule: string;
                            system: string;
                            table: string;
                            weeks: {
                                rows: number;
                                /** Format: date */
                                week: string;
                            }[];
                        }[];
                        weeks: {
                            records: number;
                            rule: string;
                            /** Format: date */
                            week: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    handOverMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    media: string[];
                    /**
                     * Format: date
                     * @description Today unless told
                     */
                    on?: string;
                    /** @description The recipient that the rule names, and no other */
                    to: string;
                };
            };
        };
        responses: {
            /** @description The certificate is waited for */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        handedOver: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listHolds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holds: {
                            because: string;
                            client_told_on: string | null;
                            data: string[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "legal-duty" | "legal-claim" | "request" | "incident" | "authority" | "safety";
                            lifted_at: string | null;
                            owner: string;
                            people: number;
                            /** Format: date-time */
                            placed_at: string;
                            points: string[];
                            /** Format: date */
                            review_on: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In words, without a name */
                    because: string;
                    /** @description Where it holds what is kept for a client: when and how the client was told */
                    client?: {
                        how: string;
                        /** Format: date */
                        toldOn: string;
                    };
                    /**
                     * @description Kinds of data; none: all
                     * @default []
                     */
                    data?: string[];
                    identities?: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                    /** @enum {string} */
                    kind: "legal-duty" | "legal-claim" | "request" | "incident" | "authority" | "safety";
                    /** @description An officer of the policy */
                    owner: string;
                    /** @default [] */
                    people?: string[];
                    /**
                     * @description Everybody’s data that came in there
                     * @default []
                     */
                    points?: string[];
                    /** Format: date */
                    reviewOn: string;
                };
            };
        };
        responses: {
            /** @description It stands from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        people: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    liftHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lifted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    reviewHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description When to look again
                     */
                    reviewOn: string;
                };
            };
        };
        responses: {
            /** @description It stands on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is not destroyed first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        media: {
                            certificate: string | null;
                            destroyedOn: string | null;
                            /** @description The last day for the next step */
                            due: string | null;
                            handedOn: string | null;
                            handedTo: string | null;
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            label: string;
                            late: boolean;
                            retiredOn: string | null;
                            rule: string;
                            serial: string | null;
                            /** @enum {string} */
                            state: "in-use" | "retired" | "handed-over" | "destroyed";
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    registerMedium: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "disk" | "laptop" | "phone" | "tape" | "removable" | "paper" | "other";
                    /** @description What we call it: an asset number */
                    label: string;
                    /** @description The retention rule; left out: the only one for media */
                    rule?: string;
                    /** @description The number that the destroyer’s certificate will name */
                    serial: string;
                };
            };
        };
        responses: {
            /** @description Registered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    retireMedium: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description Today unless told
                     */
                    on?: string;
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    previewRetention: {
        parameters: {
            query?: {
                /** @description Today unless told */
                on?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rules with something due; others have nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        on: string;
                        /** @description Rows of connected systems, by rule and table */
                        rows: {
                            because: string;
                            due: number;
                            fault: string | null;
                            kept: {
                                [key: string]: number;
                            };
                            /** @description There are more than could be looked at */
                            more: boolean;
                            rule: string;
                            samples: {
                                because: string;
                                /** Format: date */
                                countedFrom: string;
                                /** Format: date */
                                goesOn: string;
                                key: string[];
                            }[];
                            says: string;
                            system: string;
                            table: string;
                            then: string;
                            withoutDay: number;
                        }[];
                        rules: {
                            because: string;
                            due: number;
                            kept: {
                                [key: string]: number;
                            };
                            people: number;
                            rule: string;
                            samples: {
                                because: string;
                                /** Format: date */
                                countedFrom: string;
                                fields: string[];
                                /** Format: date */
                                goesOn: string;
                                point: string;
                                /** Format: uuid */
                                record: string;
                            }[];
                            says: string;
                            then: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listProposals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that wait, and the newest twenty of those that are over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proposals: {
                            againOn: string | null;
                            announcedOn: string | null;
                            approvals: {
                                /** Format: date-time */
                                at: string;
                                by: string;
                                /** Format: uuid */
                                entry: string;
                                role: string;
                                stage: number;
                            }[];
                            /** Format: date */
                            askedOn: string;
                            because: string | null;
                            closed: string | null;
                            /** @description After that day the promise is at risk, and it escalates */
                            decideBy: string | null;
                            /** @description Who may stand in when it is late */
                            escalates: string | null;
                            /** @description The first day on which something of it may go */
                            goesFrom: string | null;
                            /** @description How many of its records went */
                            gone: number;
                            /** @description Of the rule, the records and what of each would go */
                            hash: string;
                            /** Format: uuid */
                            id: string;
                            /** @description How many are still part of it: what is held or changed leaves it */
                            left: number;
                            people: number;
                            records: number;
                            rule: string;
                            says: string;
                            /** @description Which stage waits, from 1 */
                            stage: number | null;
                            stages: {
                                approvers: number;
                                by: string;
                            }[];
                            /** @enum {string} */
                            state: "asked" | "announced" | "done" | "refused" | "stopped" | "empty";
                            /** @description Of rows: the connected system that they are in */
                            system: string | null;
                            table: string | null;
                            then: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By collection point and day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        againOn: string | null;
                        announcedOn: string | null;
                        approvals: {
                            /** Format: date-time */
                            at: string;
                            by: string;
                            /** Format: uuid */
                            entry: string;
                            role: string;
                            stage: number;
                        }[];
                        /** Format: date */
                        askedOn: string;
                        because: string | null;
                        closed: string | null;
                        /** @description After that day the promise is at risk, and it escalates */
                        decideBy: string | null;
                        /** @description Who may stand in when it is late */
                        escalates: string | null;
                        /** @description The first day on which something of it may go */
                        goesFrom: string | null;
                        /** @description How many of its records went */
                        gone: number;
                        /** @description Of the rule, the records and what of each would go */
                        hash: string;
                        /** Format: uuid */
                        id: string;
                        /** @description How many are still part of it: what is held or changed leaves it */
                        left: number;
                        parts: {
                            fields: string[];
                            /** Format: date */
                            goesOn: string;
                            point: string;
                            records: number;
                            /** @description The record itself goes */
                            whole: boolean;
                        }[];
                        people: number;
                        records: number;
                        /** @description Of a proposal of rows: what is in it, by day; keys are folded */
                        rows: {
                            parts: {
                                /** @description How many rows belong to these, by table */
                                along: {
                                    [key: string]: number;
                                };
                                /** Format: date */
                                goesOn: string;
                                records: number;
                                /** @description Columns that stay, because something holds them */
                                spared: string[];
                            }[];
                            samples: {
                                /** Format: date */
                                goesOn: string;
                                key: string[];
                            }[];
                        } | null;
                        rule: string;
                        samples: {
                            /** Format: date-time */
                            cameIn: string;
                            /** Format: date */
                            goesOn: string;
                            /** Format: uuid */
                            id: string;
                            point: string;
                        }[];
                        says: string;
                        /** @description Which stage waits, from 1 */
                        stage: number | null;
                        stages: {
                            approvers: number;
                            by: string;
                        }[];
                        /** @enum {string} */
                        state: "asked" | "announced" | "done" | "refused" | "stopped" | "empty";
                        /** @description Of rows: the connected system that they are in */
                        system: string | null;
                        table: string | null;
                        then: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    approveProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The hash of what was looked at */
                    hash: string;
                };
            };
        };
        responses: {
            /** @description With your approval */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        againOn: string | null;
                        announcedOn: string | null;
                        approvals: {
                            /** Format: date-time */
                            at: string;
                            by: string;
                            /** Format: uuid */
                            entry: string;
                            role: string;
                            stage: number;
                        }[];
                        /** Format: date */
                        askedOn: string;
                        because: string | null;
                        closed: string | null;
                        /** @description After that day the promise is at risk, and it escalates */
                        decideBy: string | null;
                        /** @description Who may stand in when it is late */
                        escalates: string | null;
                        /** @description The first day on which something of it may go */
                        goesFrom: string | null;
                        /** @description How many of its records went */
                        gone: number;
                        /** @description Of the rule, the records and what of each would go */
                        hash: string;
                        /** Format: uuid */
                        id: string;
                        /** @description How many are still part of it: what is held or changed leaves it */
                        left: number;
                        people: number;
                        records: number;
                        rule: string;
                        says: string;
                        /** @description Which stage waits, from 1 */
                        stage: number | null;
                        stages: {
                            approvers: number;
                            by: string;
                        }[];
                        /** @enum {string} */
                        state: "asked" | "announced" | "done" | "refused" | "stopped" | "empty";
                        /** @description Of rows: the connected system that they are in */
                        system: string | null;
                        table: string | null;
                        then: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    stopProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description From which day it is asked again
                     */
                    againOn: string;
                    /** @description In words, without a name */
                    because: string;
                };
            };
        };
        responses: {
            /** @description Nothing of it goes before that day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listReviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Records that a rule leaves to people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviews: {
                            /** Format: date */
                            asked_on: string;
                            /** Format: uuid */
                            id: string;
                            rule: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    decideReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description With "keep": when to look again
                     */
                    againOn?: string;
                    /** @enum {string} */
                    outcome: "keep" | "erase" | "returned";
                    rule: string;
                };
            };
        };
        responses: {
            /** @description Decided, and done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    explainRow: {
        parameters: {
            query: {
                /** @description The value of its key; again for each further column */
                key: string | string[];
                /** @description Today unless told */
                on?: string;
                system: string;
                table: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules, with the reason that wins for each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        on: string;
                        rules: {
                            because: string;
                            countedFrom: string | null;
                            days: {
                                day: string | null;
                                of: string;
                            }[];
                            duty: string | null;
                            goesOn: string | null;
                            keep: string;
                            kept: {
                                kind: string;
                                reference: string;
                                until: string | null;
                            }[];
                            rule: string;
                            says: string;
                            then: string;
                            waits: boolean;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the policy in force says it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Kinds of data that a hold can be narrowed to */
                        data: {
                            name: string;
                            says: string;
                        }[];
                        officers: {
                            name: string;
                            says: string;
                        }[];
                        /** @description Collection points */
                        points: {
                            name: string;
                            says: string;
                        }[];
                        rules: {
                            because: string;
                            /** @description Whose certificate ends a medium under it */
                            destroyer: {
                                name: string;
                                says: string;
                            } | null;
                            duty: string | null;
                            /** @description A period, or "while" */
                            keep: string;
                            name: string;
                            /** @description Empty: nobody is asked */
                            review: {
                                approvers: number;
                                by: string;
                            }[];
                            says: string;
                            then: string;
                            undoWindow: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    runRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description What went, by rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disposals: {
                            /** @description Why not all of it was done */
                            fault?: string | null;
                            forgotten: number;
                            kept: number;
                            people: number;
                            records: number;
                            redacted: number;
                            rule: string;
                            /** @description Where it was rows of a connected system */
                            system?: string;
                            table?: string;
                            verified: boolean;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    openSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    areas?: string;
                    /** @default null */
                    case?: string | null;
                    /** @default {} */
                    fields?: {
                        [key: string]: string;
                    };
                    /** @default null */
                    notice?: string | null;
                };
            };
        };
        responses: {
            /** @description The code that lets in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        areas: string[];
                        code: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    closeSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Nobody looks any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        closed: boolean;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    lookIntoSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    area: string;
                    code: string;
                    engineer: string;
                };
            };
        };
        responses: {
            /** @description Written down either way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                        code: string;
                        expiresAt: string | null;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest last */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitations: {
                            again: boolean;
                            email: string | null;
                            /** Format: date-time */
                            expires: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                        }[];
                        staff: {
                            /** @description Null: removed */
                            email: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            removed: string | null;
                            /** @enum {string} */
                            role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                            secondFactor: boolean;
                            /** @description When they last did something while signed in */
                            seen: string | null;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    inviteStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @enum {string} */
                    role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                };
            };
        };
        responses: {
            /** @description Hand the link over: it works once, until then, and cannot be shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires: string;
                        /** Format: uuid */
                        id: string;
                        link: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    removeStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    resetStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Hand the link over: it works once, until then, and cannot be shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires: string;
                        /** Format: uuid */
                        id: string;
                        link: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                };
            };
        };
        responses: {
            /** @description From now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Changed; this session goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description The password is right. Cookies carry the rest: nothing is open yet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "second-factor" | "set-up-second-factor";
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    everywhere?: boolean;
                };
            };
        };
        responses: {
            /** @description How many sessions ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    setUpSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description What the app needs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown once: each signs in once without the app */
                        backupCodes: string[];
                        /** @description otpauth://… to show as a QR code */
                        uri: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    renewBackupCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        backupCodes: string[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    verifyBackupCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the app or the list shows it */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Signed in; who it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    verifyCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the app or the list shows it */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Signed in; who it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    name: string;
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Sign in with this address now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    openInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description It works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Somebody who begins anew */
                        again: boolean;
                        /** @description Null: whoever opens it says which */
                        email: string | null;
                        /** @enum {string} */
                        role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Send it as Kept-Csrf with every request that is no GET */
                        csrf: string;
                        email: string;
                        /** Format: uuid */
                        id: string;
                        may: {
                            /** @enum {string} */
                            scope: "decisions" | "people" | "permissions" | "events" | "mailings" | "requests" | "retention" | "disclosures" | "attestations" | "mail" | "board" | "ledger" | "collection" | "fire-roll" | "outbox" | "metrics" | "keys" | "staff";
                            writes: boolean;
                        }[];
                        name: string;
                        /** @enum {string} */
                        role: "owner" | "privacy-lead" | "responder" | "auditor" | "integrator";
                        /** @description Without one nothing else is open */
                        secondFactor: boolean;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    checkSupplier: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    checkedOn: string;
                    evidence: string;
                    name: string;
                    point: string;
                };
            };
        };
        responses: {
            /** @description What they send may come in until then */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: date */
                        validTo: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    inviteToSurvey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description The first day of what it asks about
                     */
                    from: string;
                    /** @description One that declares "invites" */
                    purpose: string;
                    /**
                     * @description To those who were invited before
                     * @default false
                     */
                    reminder?: boolean;
                    subject: string;
                    /** @description Without a link; the one to the survey is put in */
                    text: string;
                    to: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                    /**
                     * Format: date
                     * @description The last one
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description How many wait to be decided about at the moment of sending, and why others do not */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        absent: number;
                        already: number;
                        queued: number;
                        unknown: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    openSurvey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    point: string;
                    /**
                     * Format: date
                     * @description The last day on which it takes answers
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description It takes answers from today */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: date */
                        until: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    lookAtTelemetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why you look, for the ledger; no names */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The newest batch first, as it is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            events: {
                                [key: string]: string;
                            }[];
                            /** Format: date-time */
                            takenAt: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listTestimonials: {
        parameters: {
            query?: {
                outlet?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each with the person’s own permission */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            by: string;
                            /** Format: uuid */
                            id: string;
                            outlet: string;
                            text: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    publishTestimonial: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outlet: string;
                };
            };
        };
        responses: {
            /** @description It stands there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        outlet: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    withdrawTestimonial: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    outlet?: string | null;
                };
            };
        };
        responses: {
            /** @description It stands there no more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        withdrawn: number;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    showToday: {
        parameters: {
            query?: {
                /** @description Only rows of this; all without */
                what?: "request" | "promise" | "mail" | "recipient" | "retention" | "link";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worst first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        rows: {
                            because: string;
                            due: string | null;
                            /** @enum {string} */
                            group: "late" | "this-week" | "broken" | "at-risk" | "waiting";
                            id: string;
                            says: string;
                            /**
                             * @description What `id` is of
                             * @enum {string}
                             */
                            what: "request" | "promise" | "mail" | "recipient" | "retention" | "link";
                        }[];
                        /**
                         * Format: date
                         * @description By the organisation’s calendar
                         */
                        today: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    listOwedTelling: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The most urgent first; "letter": one is on its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date */
                            dueOn: string;
                            /** Format: uuid */
                            id: string;
                            letter: boolean;
                            /** Format: uuid */
                            person: string;
                            point: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    tellDone: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    how: "post" | "phone" | "in-person" | "email";
                };
            };
        };
        responses: {
            /** @description Noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    stateTraining: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description everybody whose data is in it */
                    about: {
                        /** @enum {string} */
                        kind: "email" | "phone" | "external";
                        value: string;
                    }[];
                    /** @description the kinds of data in it */
                    data: string[];
                    /** @description which decision of the policy, where it does */
                    decision?: string;
                    /** @description customers’ instructions to use what we hold for them, and the reference of what shows each */
                    instructions?: {
                        evidence: string;
                        processing: string;
                    }[];
                    /**
                     * @description whether what comes out decides about people
                     * @enum {string}
                     */
                    output: "no-decisions" | "decisions-about-people";
                    /** @description categories of people, where known */
                    people?: string[];
                    purpose: string;
                    /** @description the role that reviews what comes out before it is used */
                    reviewer?: string;
                    /**
                     * Format: date
                     * @description by when
                     */
                    reviewOn?: string;
                };
            };
        };
        responses: {
            /** @description It may be */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        because: {
                            rule: string;
                            says: string;
                            source: string | null;
                        }[];
                        code: string;
                        /** @description which of `about` have to be left out, counted from 0 */
                        leaveOut: number[];
                        /**
                         * Format: uuid
                         * @description the id under which statement and answer are kept
                         */
                        training: string;
                        /** @enum {string} */
                        verdict: "allow" | "deny" | "not-yet";
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            /** @description It may not */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        because: {
                            rule: string;
                            says: string;
                            source: string | null;
                        }[];
                        code: string;
                        /** @description which of `about` have to be left out, counted from 0 */
                        leaveOut: number[];
                        /**
                         * Format: uuid
                         * @description the id under which statement and answer are kept
                         */
                        training: string;
                        /** @enum {string} */
                        verdict: "allow" | "deny" | "not-yet";
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    stepTraining: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    step: "begun";
                } | {
                    /** @description the role */
                    by: string;
                    /** @enum {string} */
                    step: "reviewed";
                    /** @description whether what comes out may be used */
                    usable: boolean;
                };
            };
        };
        responses: {
            /** @description Noted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        training: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
    callRoll: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key twice within a day is one effect and one answer; with another body it is refused */
                "Idempotency-Key"?: string;
                /** @description Of those who signed in: what /api/staff/me says. Keys need none */
                "Kept-Csrf"?: string;
            };
            path: {
                point: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The look is in the ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        inside: {
                            badge: string;
                            fields: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            since: string;
                        }[];
                        point: string;
                    };
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnknownMedia"];
            422: components["responses"]["Refused"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Fault"];
        };
    };
}
