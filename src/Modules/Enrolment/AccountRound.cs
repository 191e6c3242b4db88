using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Creates accounts of one session, one after another, each once whoever else does so at the same moment. The wiki's
/// creation and ours are not one transaction: before the wiki is asked, the attempt is noted with the wiki's own time. If
/// the end of an attempt is not known (a crash, an answer that got lost), the next one finds the name taken by an account
/// that was registered since, and that is the one.
/// </summary>
internal sealed class AccountRound(
    SessionPlan session,
    Uri site,
    CreationGrant grant,
    Acting acting,
    AccountRequesting requesting
)
{
    private Wiki Home => requesting.Enrolling.People.Home;

    /// <summary>Those of these that wait, or all; until something concerns all of them.</summary>
    public async Task<IReadOnlyList<CreateRequestedAccounts.Verdict>> Run(
        IReadOnlyCollection<Guid> chosen,
        CancellationToken cancellation
    )
    {
        var verdicts = new List<CreateRequestedAccounts.Verdict>();
        var waiting = await requesting.WaitingIn(session.Id, cancellation);
        foreach (
            var entry in waiting
                .Where(e => chosen.Count == 0 || chosen.Contains(e.Request))
                .Take(CreateRequestedAccounts.MostAtOnce)
        )
        {
            var (person, failure) = await Create(entry.Request, cancellation);
            verdicts.Add(new(entry.Request, entry.UserName, person, failure?.Problem, failure?.WikiSays));
            if (failure is { ConcernsAll: true })
            {
                break;
            }
        }

        return verdicts;
    }

    private async Task<(PersonId?, CreationFailure?)> Create(Guid request, CancellationToken cancellation)
    {
        await using var claim = await requesting.Vault.Claim(request, cancellation);
        // Read anew, for somebody else may have dealt with it until now.
        if (claim is null || await requesting.Vault.Find(session.Id, request, cancellation) is not { } entry)
        {
            return (null, new(CreationProblem.BeingCreated));
        }

        if (entry.Email is null)
        {
            return (null, await Note(entry, new(CreationProblem.AddressLost), entry.AttemptedAt, cancellation));
        }

        var (userName, failure) = await Ask(entry, entry.Email, cancellation);
        return userName is null ? (null, failure) : await Settle(entry, userName, cancellation);
    }

    private async Task<(string? UserName, CreationFailure? Failure)> Ask(
        AccountVault.Entry entry,
        string email,
        CancellationToken cancellation,
        bool isAgain = false
    )
    {
        // What stays open if the wiki itself says no this time: an earlier attempt, if any.
        var open = entry.AttemptedAt;
        try
        {
            var ticket = await requesting.Creation.Begin(Home, grant.AccessToken, cancellation);
            var attempt = open ?? ticket.WikiTime;
            await requesting.Vault.NoteAttempt(entry.Request, attempt, cancellation);
            var account = new NewAccount(entry.UserName, email, Reason, ReturnAddress);
            entry = entry with { AttemptedAt = attempt };
            var answer = await requesting.Creation.Create(Home, grant.AccessToken, ticket, account, cancellation);
            if (answer.UserName is { } created)
            {
                return (created, null);
            }

            var failure = CreationFailure.Of(answer);
            return open is { } since && failure.Problem is CreationProblem.NameTaken && await IsOurs(entry, since)
                ? (entry.UserName, null)
                : (null, await Note(entry, failure, open, cancellation));
        }
        catch (WikiException e) when (e is { IsRefusal: true, Code: "badtoken" } && !isAgain)
        {
            // The wiki's session belongs to the grant: two rounds that begin it at once get two tokens, of which one holds.
            return await Ask(entry with { AttemptedAt = open }, email, cancellation, isAgain: true);
        }
        catch (WikiException e)
        {
            var unknown = e.IsRefusal ? open : entry.AttemptedAt;
            return (null, await Note(entry, CreationFailure.Of(e), unknown, cancellation));
        }

        async Task<bool> IsOurs(AccountVault.Entry asked, DateTimeOffset since)
        {
            var user = (await requesting.Enrolling.Api.Users(Home, [asked.UserName], cancellation))[0];
            return user.State is UserState.Exists && user.Registration >= since;
        }
    }

    private async Task<(PersonId?, CreationFailure?)> Settle(
        AccountVault.Entry entry,
        string userName,
        CancellationToken cancellation
    )
    {
        var person = (await requesting.Enrolling.People.Remember([userName], cancellation))[userName];
        var name = new CheckedName(userName, userName, person, Reason: null);
        var outcome = await EnterRequestedAccount.Settle(
            session.Id,
            entry.Request,
            entry,
            name,
            byHand: false,
            acting with
            {
                ExpectedVersion = null,
            },
            requesting,
            cancellation
        );
        return outcome.Refusal is { } refusal ? (null, new(CreationProblem.Other, refusal.Reason)) : (person, null);
    }

    private async Task<CreationFailure> Note(
        AccountVault.Entry entry,
        CreationFailure failure,
        DateTimeOffset? open,
        CancellationToken cancellation
    )
    {
        await requesting.Vault.NoteFailure(entry.Request, failure, open, cancellation);
        return failure;
    }

    // It stands in the wiki's public log, so an unlisted session is not named.
    private string Reason =>
        session.Listed
            ? $"Requested for an event: {new Uri(site, $"sessions/{session.Slug}")}"
            : "Requested for an event, through the Campaign dashboard";

    private Uri ReturnAddress => new(site, $"sessions/{session.Slug}/account-requests");
}
