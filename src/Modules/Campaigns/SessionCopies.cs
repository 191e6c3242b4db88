using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>Makes copies of a session with what other modules keep beside it: one append, so all of it or nothing.</summary>
internal sealed class SessionCopies(Planning planning, IEnumerable<IBesideSession> beside)
{
    /// <summary>The copies by their ids, whether they were made now or by the same request before.</summary>
    public async Task<(Outcome Outcome, IReadOnlyList<SessionId> Made)> Make(
        SessionId session,
        CopySession.Request request,
        Acting acting,
        CancellationToken cancellation
    )
    {
        var source = await planning.Log.Fold<Session, SessionEvent>(session.Value, cancellation);
        var program = await planning.Inventory.ProgramOf(session, cancellation) ?? default;
        var by = await planning.Rights.At(program.Value, acting.By, cancellation);
        var copies = source.State.Plan is { } plan ? await Plan(plan, request, acting.NewId, cancellation) : [];
        IReadOnlyList<SessionId> ids = [.. copies.Select(c => c.Id)];
        var command = new CopySession.Command(program, by, copies, await AreThere(ids, cancellation), acting.Now);
        var decision = CopySession.Decide(source.State, command);
        if (decision.Refusal is not null || decision.Events.IsEmpty)
        {
            return (new(decision.Refusal, source.Version, 0), ids);
        }

        var appends = await Appends(session, decision.Events, request.WithCoordinators, ids, acting.Now, cancellation);
        var appended = await planning.Log.Append(appends, acting.Cause, cancellation);
        if (appended.Accepted)
        {
            // Beside the log, so after it: should the Host die here, the copies have no link, and nobody is told a wrong one.
            await planning.Links.Copy(session, ids, cancellation);
        }

        // A stream that is there already was made by this very request, sent twice: its other half did all of it.
        return (new(appended.Refusal, source.Version, appended.Position), ids);
    }

    /// <summary>
    /// What a copy in another program begins with, so many days later: the <paramref name="n"/>th that a request makes.
    /// </summary>
    public async Task<IReadOnlyCollection<StreamAppend>> Moved(
        SessionId session,
        SettledSession settings,
        int days,
        ProgramId program,
        int n,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (id, day) = (CopyId.OfSession(program.Value, n), SessionCopy.DayOf(settings).AddDays(days));
        // Several sessions of a program may be on one day and have one title, so each slug has its own end.
        var slug = settings.Listed
            ? $"{SessionCopy.Slug(settings.Details.Title, day, secret: null)}-{id.Value.ToString("N")[^4..]}"
            : SessionCopy.Slug(settings.Details.Title, day, Guid.NewGuid());
        var begun = SessionCopy.Begin(SessionCopy.On(settings, day), id, program, slug, now);
        return await Appends(session, begun, withCoordinators: true, [id], now, cancellation);
    }

    private async Task<IReadOnlyList<CopySession.Copy>> Plan(
        SettledSession plan,
        CopySession.Request request,
        Guid id,
        CancellationToken cancellation
    )
    {
        var copies = request
            .Days.Select(
                (day, n) =>
                {
                    var title = SessionCopy.Title(plan, request.Title.OrNone(), day, request.DatedTitles);
                    var slug = SessionCopy.Slug(title, day, plan.Listed ? null : Guid.NewGuid());
                    return new CopySession.Copy(CopyId.OfSession(id, n), day, title, slug);
                }
            )
            .ToArray();
        var taken = await planning.Inventory.Taken(NodeKind.Session, [.. copies.Select(c => c.Slug)], cancellation);
        return
        [
            .. copies.Select(c =>
                taken.Contains(c.Slug) ? c with { Slug = SessionCopy.Slug(c.Title, c.Day, Guid.NewGuid()) } : c
            ),
        ];
    }

    private async Task<bool> AreThere(IReadOnlyList<SessionId> ids, CancellationToken cancellation) =>
        ids.Count > 0 && (await planning.Log.Fold<Session, SessionEvent>(ids[0].Value, cancellation)).Version > 0;

    private async Task<IReadOnlyCollection<StreamAppend>> Appends(
        SessionId session,
        IEnumerable<SessionEvent> events,
        bool withCoordinators,
        IReadOnlyList<SessionId> ids,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var appends = events.GroupBy(SessionOf).Select(g => New(g.Key, "session", [.. g])).ToList();
        IReadOnlyList<PersonId> coordinators = withCoordinators
            ? await planning.Inventory.Coordinators(session.Value, cancellation)
            : [];
        if (coordinators.Count > 0)
        {
            appends.AddRange(
                ids.Select(id =>
                    New(
                        Coordination.StreamOf(id.Value),
                        "coordination",
                        [.. coordinators.Select(person => new CoordinatorAppointed(id.Value, person, now))]
                    )
                )
            );
        }

        foreach (var part in beside)
        {
            appends.AddRange(await part.CopiesOf(session, ids, now, cancellation));
        }

        return appends;
    }

    private static StreamAppend New(Guid stream, string type, IReadOnlyList<object> events) =>
        new(stream, type, ExpectedVersion.NoStream, events);

    private static Guid SessionOf(SessionEvent e) =>
        e switch
        {
            SessionScheduled scheduled => scheduled.Session.Value,
            SessionDescribed described => described.Session.Value,
            RegistrationPlanned planned => planned.Session.Value,
            CountingRuleSet set => set.Session.Value,
            _ => throw new InvalidOperationException($"No copy begins with a {e.GetType().Name}."),
        };
}
