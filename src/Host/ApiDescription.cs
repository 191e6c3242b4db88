using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CampaignDashboard.Host;

/// <summary>What <c>/openapi/v1.json</c> says of the API as a whole.</summary>
internal static class ApiDescription
{
    private const string Text =
        "Plan events, enrol people, measure what they write, follow what happens. Refusals are problem documents (RFC 9457) "
        + "whose type is a page. Writes take If-Match (the ETag of the thing) and Idempotency-Key; asking twice changes nothing.";

    internal static Task Describe(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        document.Info = new()
        {
            Title = "Campaign dashboard",
            Version = "v1",
            Description = Text,
            License = new() { Name = "GPL-3.0-or-later", Url = new("https://www.gnu.org/licenses/gpl-3.0.html") },
        };
        return Task.CompletedTask;
    }
}
