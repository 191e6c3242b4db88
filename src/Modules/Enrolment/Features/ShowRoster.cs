using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>Who takes part in a session: for its coordinators, its participants and administrators. Others see a count.</summary>
internal static class ShowRoster
{
    internal sealed record View(bool RegistrationOpen, int Count, IReadOnlyList<Participant> Participants);

    internal sealed record Participant(
        PersonId Person,
        string UserName,
        Attendance Attendance,
        DateTimeOffset Since,
        IReadOnlyList<Guid> Articles
    );

    /// <summary>What one caller may know of a roster: the participants are empty where <c>MaySee</c> is false.</summary>
    internal sealed record Glance(
        Standing By,
        bool IsEnrolled,
        bool RegistrationOpen,
        long Version,
        int Count,
        IReadOnlyList<Participant> Participants
    )
    {
        public bool MaySee => By.MayCoordinate || IsEnrolled;
    }

    private static readonly Refusal NotAllowed = Refusal.Forbidden(
        "participants-only",
        "Only participants and coordinators of this session see who takes part. Its statistics are public."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/participants", Handle)
            .WithTags("Participants")
            .WithSummary("Who takes part in a session")
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is null)
        {
            return Sessions.NotFound.ToProblem();
        }

        var roster = await Load(session, acting.By, enrolling, cancellation);
        if (!roster.MaySee)
        {
            return NotAllowed.ToProblem();
        }

        // No 304: names and articles change without the roster.
        context.Response.WriteVersion(roster.Version);
        return TypedResults.Ok(new View(roster.RegistrationOpen, roster.Count, roster.Participants));
    }

    /// <summary>The same for the API and the pages.</summary>
    internal static async Task<Glance> Load(
        SessionId session,
        Caller caller,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var registration = await enrolling.Rows.RegistrationOf(session, cancellation);
        var rows = await enrolling.Rows.PeopleOf(session, cancellation);
        var glance = new Glance(
            await enrolling.Rights.At(session.Value, caller, cancellation),
            rows.Any(r => r.Person == caller.Person),
            registration.IsOpen,
            registration.Version,
            rows.Count,
            []
        );
        return glance.MaySee
            ? glance with
            {
                Participants = await WithNames(session, rows, enrolling, cancellation),
            }
            : glance;
    }

    private static async Task<IReadOnlyList<Participant>> WithNames(
        SessionId session,
        IReadOnlyList<RosterRows.ParticipantRow> rows,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var names = await enrolling.People.Names([.. rows.Select(r => r.Person)], cancellation);
        var articles = (await enrolling.Rows.ArticlesOf(session, cancellation)).ToLookup(a => a.Author, a => a.Id);
        return
        [
            .. rows.Select(r => new Participant(
                    r.Person,
                    names.GetValueOrDefault(r.Person, People.Former),
                    r.Attendance,
                    r.Since,
                    [.. articles[r.Person]]
                ))
                .OrderBy(p => p.UserName, StringComparer.InvariantCultureIgnoreCase)
                .ThenBy(p => p.Person.Value),
        ];
    }
}
