using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Localisation;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// How people are invited to a session, or to whatever comes in a program: short link, QR code, buttons for wiki pages.
/// Public, since it follows from the id; an unlisted session's to who has that.
/// </summary>
internal static class ShowInvitation
{
    /// <summary><c>Link</c> and <c>QrCode</c> are whole addresses, as the caller knows this site.</summary>
    internal sealed record View(string Link, string QrCode, IReadOnlyList<Invitation.Button> Buttons)
    {
        internal static View Of(Invitation i) => new(i.Link.AbsoluteUri, i.QrCode.AbsoluteUri, i.Buttons);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/sessions/{session}/invitation", OfSession)
            .WithTags("Participants")
            .WithSummary("The short link of a session, its QR code, and a button for wiki pages")
            .WithDescription("The link stays when the address of the session's page changes.")
            .Produces<View>();
        routes
            .MapGet("/api/v1/programs/{program}/invitation", OfProgram)
            .WithTags("Participants")
            .WithSummary("The short link of a program, its QR code, and a button for wiki pages")
            .WithDescription(
                "It leads to the program's listed sessions that are not over; if there is just one, to that."
            )
            .Produces<View>();
    }

    private static async Task<IResult> OfSession(
        SessionId session,
        HttpContext context,
        Sessions sessions,
        LocaliserSource words,
        CancellationToken cancellation
    ) =>
        await sessions.Find(session, cancellation) is null
            ? Sessions.NotFound.ToProblem()
            : TypedResults.Ok(View.Of(Invitation.To(ShortLink.PathOf(session), context, words)));

    private static async Task<IResult> OfProgram(
        ProgramId program,
        HttpContext context,
        Programs programs,
        LocaliserSource words,
        CancellationToken cancellation
    ) =>
        await programs.Find(program, cancellation) is null
            ? Programs.NotFound.ToProblem()
            : TypedResults.Ok(View.Of(Invitation.To(ShortLink.PathOf(program), context, words)));
}
