using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>Who changed what when in the plan of one organiser, campaign, program or session: read from the log itself.</summary>
internal sealed class History(EventLog log, People people, Inventory inventory, IEnumerable<IBesideSession> beside)
{
    /// <summary>
    /// One change. <paramref name="By"/> is the user name of who did it: null for the dashboard itself and for a person
    /// who was forgotten. <paramref name="About"/> is what a reader wants to know of it: a title, an address, a reason,
    /// or the user name of a coordinator.
    /// </summary>
    internal sealed record Change(
        long Position,
        DateTimeOffset At,
        string What,
        string? By,
        string? About,
        object Event
    )
    {
        /// <summary>Nobody did it: the dashboard found it out.</summary>
        public bool ByDashboard { get; init; }
    }

    /// <summary>All changes, the latest first.</summary>
    public async Task<IReadOnlyList<Change>> Of(Guid node, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        foreach (
            var stream in (Guid[])
                [node, Coordination.StreamOf(node), Addressing.StreamOf(node), Lifecycle.StreamOf(node)]
        )
        {
            await foreach (var e in log.ReadStream(stream, after: 0, cancellation))
            {
                events.Add(e);
            }
        }

        foreach (var part in beside)
        {
            foreach (var stream in part.HistoryOf(new(node)))
            {
                await foreach (var e in log.ReadStream(stream, after: 0, cancellation))
                {
                    if (part.Tells(e.Data))
                    {
                        events.Add(e);
                    }
                }
            }
        }

        var places = new Dictionary<Guid, string?>();
        foreach (var to in events.Select(e => e.Data).OfType<PlanMoved>().Select(e => e.To).Distinct())
        {
            places[to] = (await inventory.Find(to, cancellation))?.Title;
        }

        var names = await people.Names([.. events.SelectMany(PeopleIn).Distinct()], cancellation);
        return
        [
            .. events
                .OrderByDescending(e => e.Position)
                .Select(e => new Change(
                    e.Position,
                    e.Timestamp,
                    e.Type,
                    PersonId.TryParse(e.Actor, out var by) ? names.GetValueOrDefault(by) : null,
                    AboutOf(e.Data)
                        ?? beside.Select(part => part.About(e.Data)).FirstOrDefault(about => about is not null)
                        ?? PlaceOf(e.Data, places)
                        ?? (CoordinatorIn(e.Data) is { } person ? names.GetValueOrDefault(person) : null),
                    e.Data
                )
                {
                    ByDashboard = e.Actor is null,
                }),
        ];
    }

    private static IEnumerable<PersonId> PeopleIn(StoredEvent e)
    {
        if (PersonId.TryParse(e.Actor, out var actor))
        {
            yield return actor;
        }

        if (CoordinatorIn(e.Data) is { } person)
        {
            yield return person;
        }
    }

    private static PersonId? CoordinatorIn(object e) =>
        e switch
        {
            CoordinatorAppointed appointed => appointed.Person,
            CoordinatorDismissed dismissed => dismissed.Person,
            _ => null,
        };

    private static string? PlaceOf(object e, Dictionary<Guid, string?> places) =>
        e is PlanMoved moved ? places[moved.To] : null;

    private static string? AboutOf(object e) =>
        e switch
        {
            OrganiserRegistered registered => registered.Name,
            OrganiserDescribed described => described.Details.Name,
            CampaignStarted started => started.Title,
            CampaignDescribed described => described.Details.Title,
            ProgramPlanned planned => planned.Title,
            ProgramDescribed described => described.Details.Title,
            SessionScheduled scheduled => scheduled.Title,
            SessionDescribed described => described.Details.Title,
            SessionCancelled cancelled => cancelled.Reason.OrNone(),
            TrackedWikisChanged changed => string.Join(", ", changed.Wikis.Select(w => w.Wiki)),
            AddressChanged changed => changed.Slug,
            _ => null,
        };
}
