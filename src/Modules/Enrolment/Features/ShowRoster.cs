using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>Who takes part in a session: for its coordinators, its participants and administrators. Others see a count.</summary>
internal static class ShowRoster
{
    internal sealed record View(bool RegistrationOpen, int Count, IReadOnlyList<Participant> Participants);

    /// <summary><c>Presence</c> is what was recorded of their attendance; coordinators alone are told.</summary>
    internal sealed record Participant(
        PersonId Person,
        string UserName,
        Attendance Attendance,
        DateTimeOffset Since,
        IReadOnlyList<Guid> Articles,
        Presence? Presence
    );

    /// <summary>What one caller may know of a roster: the participants are empty where <c>MaySee</c> is false.</summary>
    internal sealed record Glance(
        Standing By,
        bool IsEnrolled,
        Registration Registration,
        int? PlacesLeft,
        long Version,
        int Count,
        IReadOnlyList<Participant> Participants
    )
    {
        /// <summary>How many wait for a place.</summary>
        public int Waiting { get; init; }

        /// <summary>How many of them come before the caller, plus one; null for who doesn't wait.</summary>
        public int? MyPlaceInLine { get; init; }

        /// <summary>Whether people who enrol themselves are asked for a passcode.</summary>
        public bool NeedsPasscode { get; init; }

        /// <summary>What is known before it is loaded: nothing.</summary>
        public static readonly Glance Nothing = new(
            new(null, IsAdministrator: false, IsCoordinator: false),
            IsEnrolled: false,
            new(IsOpen: false, null, null),
            PlacesLeft: null,
            Version: 0,
            Count: 0,
            []
        );

        /// <summary>Whether who subscribes now waits for a place.</summary>
        public bool IsFull => PlacesLeft is 0 || Waiting > 0;

        public bool MaySee => By.MayCoordinate || IsEnrolled;
    }

    private static readonly Dictionary<PersonId, Presence> NoMarks = [];

    internal static readonly Refusal NotAllowed = Refusal.Forbidden(
        "participants-only",
        "Only participants and coordinators of this session see who takes part. Its statistics are public."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/participants", Handle)
            .WithTags("Participants")
            .WithSummary("Who takes part in a session")
            .WithDescription("In the order of their enrolment. Count is the number of all of them, on whatever page.")
            .Produces<View>()
            .May(WhoMay.Participants)
            .Versioned()
            .Paged();

    private static async Task<IResult> Handle(
        SessionId session,
        [AsParameters] PageRequest page,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is not { } plan)
        {
            return Sessions.NotFound.ToProblem();
        }

        var roster = await Load(plan, acting, enrolling, cancellation);
        if (!roster.MaySee)
        {
            return NotAllowed.ToProblem();
        }

        context.Response.WriteVersion(roster.Version);
        var after = Cursors.InstantAndId(page.After);
        var rows = roster
            .Participants.OrderBy(p => (p.Since, p.Person.Value))
            .Where(p => after is not var (since, id) || (p.Since, p.Person.Value).CompareTo((since, id)) > 0);
        var participants = page.Cut(context, [.. rows], p => Cursors.Of(p.Since, p.Person.Value));
        return TypedResults.Ok(new View(roster.Registration.IsOpen, roster.Count, participants));
    }

    /// <summary>The same for the API and the pages.</summary>
    internal static async Task<Glance> Load(
        SessionPlan plan,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var roster = await enrolling.Rows.RegistrationOf(plan.Id, cancellation);
        var rows = await enrolling.Rows.PeopleOf(plan.Id, cancellation);
        var waiters = await enrolling.Rows.WaitersOf(plan.Id, cancellation);
        var glance = new Glance(
            await enrolling.Rights.At(plan.Id.Value, acting.By, cancellation),
            rows.Any(r => r.Person == acting.By.Person),
            Terms.Of(plan).At(acting.Now, roster.Hand),
            plan.Registration.Capacity is { } places ? Math.Max(places - rows.Count, 0) : null,
            roster.Version,
            rows.Count,
            []
        )
        {
            Waiting = waiters.Count,
            MyPlaceInLine = PlaceOf(acting.By.Person, waiters),
            NeedsPasscode = await enrolling.Passcodes.Of(plan.Id, cancellation) is not null,
        };
        return glance.MaySee
            ? glance with
            {
                Participants = await WithNames(plan.Id, rows, glance.By, enrolling, cancellation),
            }
            : glance;
    }

    private static int? PlaceOf(PersonId? person, IReadOnlyList<RosterRows.WaiterRow> waiters) =>
        waiters.Index().Where(w => w.Item.Person == person).Select(w => (int?)w.Index + 1).SingleOrDefault();

    private static async Task<IReadOnlyList<Participant>> WithNames(
        SessionId session,
        IReadOnlyList<RosterRows.ParticipantRow> rows,
        Standing by,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var marks = by.MayCoordinate ? await enrolling.Door.MarksOf(session, cancellation) : NoMarks;
        var names = await enrolling.People.Names([.. rows.Select(r => r.Person)], cancellation);
        var articles = (await enrolling.Articles.RolesIn(session, cancellation))
            .Where(r => r.Role == ArticleRole.Author)
            .ToLookup(r => r.Person, r => r.Article);
        return
        [
            .. rows.Select(r => new Participant(
                    r.Person,
                    names.GetValueOrDefault(r.Person, People.Former),
                    r.Attendance,
                    r.Since,
                    [.. articles[r.Person]],
                    marks.TryGetValue(r.Person, out var presence) ? presence : null
                ))
                .OrderBy(p => p.UserName, StringComparer.InvariantCultureIgnoreCase)
                .ThenBy(p => p.Person.Value),
        ];
    }
}
