using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>Whether the caller takes part in a session, or waits for a place, and how many come before them.</summary>
internal static class ShowMyEnrolment
{
    /// <summary>
    /// <c>Attendance</c> and <c>Since</c> are null for who neither takes part nor waits; <c>PlaceInLine</c>, from 1 on, is
    /// for who waits. The instant is UTC.
    /// </summary>
    internal sealed record View(Whereabouts State, Attendance? Attendance, DateTimeOffset? Since, int? PlaceInLine);

    /// <summary>What the caller is to the roster, as far as they need to know.</summary>
    internal enum Whereabouts
    {
        None,
        Enrolled,
        Waiting,
    }

    private static readonly View Nothing = new(Whereabouts.None, null, null, null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/enrolment", Handle)
            .WithTags("Participants")
            .WithSummary("Whether I take part in a session, or wait for a place")
            .Produces<View>()
            .May(WhoMay.SignedIn)
            .Refuses("sign-in-first");

    private static async Task<IResult> Handle(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is null)
        {
            return Sessions.NotFound.ToProblem();
        }

        return acting.By.Person is { } person
            ? TypedResults.Ok(await Load(session, person, enrolling, cancellation))
            : Standing.NotSignedIn.ToProblem();
    }

    /// <summary>The same for the API and the pages.</summary>
    internal static async Task<View> Load(
        SessionId session,
        PersonId person,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var people = await enrolling.Rows.PeopleOf(session, cancellation);
        if (people.FirstOrDefault(p => p.Person == person) is { } mine)
        {
            return new(Whereabouts.Enrolled, mine.Attendance, mine.Since, null);
        }

        var waiters = await enrolling.Rows.WaitersOf(session, cancellation);
        return waiters.Index().FirstOrDefault(w => w.Item.Person == person) is (var before, { } waiter)
            ? new(Whereabouts.Waiting, waiter.Attendance, waiter.Since, before + 1)
            : Nothing;
    }
}
