using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>What a browser complains about while somebody looks at pages.</summary>
internal static class Complaints
{
    /// <summary>Errors and warnings of the console, exceptions of scripts and failed requests of a page, as they come.</summary>
    internal static IReadOnlyList<string> Of(IPage page)
    {
        List<string> complaints = [];
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        // A page closes the stream that tells of an update when it has heard the end.
        page.RequestFailed += (_, request) =>
            Note(request.ResourceType != "eventsource", $"{request.Url}: {request.Failure}");
        return complaints;

        void Note(bool isBad, string text)
        {
            if (isBad)
            {
                complaints.Add($"{page.Url}: {text}");
            }
        }
    }
}
