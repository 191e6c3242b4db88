using System.ComponentModel;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// The QR code of a short link as SVG, to print. A passcode that is asked for goes into the link as it is: nobody learns
/// here whether it is right.
/// </summary>
internal static class DrawQrCode
{
    private const int LongestPasscode = 64;

    private static readonly Refusal NoSuchLink = Refusal.NotFound(
        "no-such-link",
        "No session or program has this link. Check it letter by letter."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet($"{ShortLink.Prefix}/{{code}}/qr.svg", Handle)
            .WithTags("Participants")
            .WithSummary("The QR code of a short link, as SVG")
            .WithDescription("With a passcode, it leads to a page where that is typed in already.")
            .Produces<string>(StatusCodes.Status200OK, QrDrawing.MediaType)
            .Refuses("no-such-link");

    private static async Task<IResult> Handle(
        [Description("The code of a short link, behind /j/.")] string code,
        [Description("What goes into the link as the passcode; whether it is right is not said.")] string? passcode,
        HttpContext context,
        Sessions sessions,
        Programs programs,
        CancellationToken cancellation
    )
    {
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        if (
            passcode?.Length > LongestPasscode
            || !ShortCode.TryParse(code, out var known)
            || await TitleOf(known, sessions, programs, cancellation) is not { } title
        )
        {
            return NoSuchLink.ToProblem();
        }

        context.Response.Headers.CacheControl = "no-store";
        var link = ShortLink.Whole(context, $"{ShortLink.Prefix}/{known}", passcode);
        return TypedResults.Text(QrDrawing.Of(link.AbsoluteUri, title), QrDrawing.MediaType);
    }

    private static async Task<string?> TitleOf(
        ShortCode code,
        Sessions sessions,
        Programs programs,
        CancellationToken cancellation
    ) =>
        (await sessions.With(code, cancellation)).Select(s => s.Title).FirstOrDefault()
        ?? (await programs.With(code, cancellation)).Select(p => p.Title).FirstOrDefault();
}
