using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>Makes a copy of a program with its sessions: one append, so all of it or nothing.</summary>
internal sealed class ProgramCopies(Planning planning, SessionCopies sessions)
{
    /// <summary>How many sessions are copied in one append.</summary>
    public const int MostSessions = 200;

    /// <summary>The copy by its id, whether it was made now or by the same request before.</summary>
    public async Task<(Outcome Outcome, ProgramId Made)> Make(
        ProgramId program,
        CopyProgram.Request request,
        Acting acting,
        CancellationToken cancellation
    )
    {
        var (source, _) = await planning.Log.Fold<Program, ProgramEvent>(program.Value, cancellation);
        var by = await planning.Rights.At(program.Value, acting.By, cancellation);
        var settled = request.WithSessions && by.MayCoordinate ? await SessionsOf(program, cancellation) : [];
        var days = request.First is { } first ? Shift(source.Details, settled, first) : 0;
        var id = CopyId.OfProgram(acting.NewId);
        var command = await CommandFor(id, source.Details, days, request, by, settled.Count, acting, cancellation);
        var copy = await planning.Log.Fold<Program, ProgramEvent>(id.Value, cancellation);
        var decision = CopyProgram.Decide(copy.State, command);
        if (decision.Refusal is not null || decision.Events.IsEmpty)
        {
            return (new(decision.Refusal, copy.Version, 0), id);
        }

        var appends = new List<StreamAppend>
        {
            new(id.Value, "program", ExpectedVersion.NoStream, [.. decision.Events]),
        };
        foreach (var ((session, settings), n) in settled.Select((s, n) => (s, n)))
        {
            appends.AddRange(await sessions.Moved(session, settings, days, id, n, acting.Now, cancellation));
        }

        var appended = await planning.Log.Append(appends, acting.Cause, cancellation);
        foreach (var ((session, _), n) in settled.Select((s, n) => (s, n)).Where(_ => appended.Accepted))
        {
            await planning.Links.Copy(session, [CopyId.OfSession(id.Value, n)], cancellation);
        }

        // A stream that is there already was made by this very request, sent twice.
        return (new(appended.Refusal, appended.Version, appended.Position), id);
    }

    private async Task<CopyProgram.Command> CommandFor(
        ProgramId id,
        ProgramDetails? details,
        int days,
        CopyProgram.Request request,
        Standing by,
        int sessions,
        Acting acting,
        CancellationToken cancellation
    )
    {
        var title = request.Title.OrNone() ?? details?.Title ?? "";
        var slug = Slug.Of(request.Slug, title, id.Value);
        var taken = await planning.Inventory.Taken(NodeKind.Program, [slug], cancellation);
        // Who asked for no address gets one that is free: a copy often has the title of what it was copied from.
        var free =
            string.IsNullOrEmpty(request.Slug) && taken.Count > 0 ? Slug.OfUnlisted(null, title, id.Value) : slug;
        return new(
            id,
            new(request.To),
            await planning.Inventory.Find(new CampaignId(request.To), cancellation) is not null,
            details is null
                ? null
                : details with
                {
                    Title = title,
                    Start = details.Start?.AddDays(days),
                    End = details.End?.AddDays(days),
                },
            free,
            by,
            await planning.Rights.At(request.To, acting.By, cancellation),
            sessions,
            acting.Now
        );
    }

    private async Task<IReadOnlyList<(SessionId Id, SettledSession Settings)>> SessionsOf(
        ProgramId program,
        CancellationToken cancellation
    )
    {
        var settled = new List<(SessionId, SettledSession)>();
        foreach (var session in await planning.Inventory.SessionsOf(program, MostSessions + 1, cancellation))
        {
            var (state, _) = await planning.Log.Fold<Session, SessionEvent>(session.Value, cancellation);
            if (state.Plan is { } plan)
            {
                settled.Add((session, plan));
            }
        }

        return settled;
    }

    private static int Shift(
        ProgramDetails? details,
        IReadOnlyList<(SessionId Id, SettledSession Settings)> sessions,
        DateOnly first
    )
    {
        var before = details?.Start ?? (sessions.Count > 0 ? sessions.Min(s => SessionCopy.DayOf(s.Settings)) : first);
        return first.DayNumber - before.DayNumber;
    }
}
