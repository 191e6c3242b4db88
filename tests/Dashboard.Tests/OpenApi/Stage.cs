using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>A Host with a tree of plans in which there is one of everything that the API can show.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    /// <summary>The slugs of what stands in calendars, by the calendar's path.</summary>
    private readonly Dictionary<string, string> slugs = new(StringComparer.Ordinal);

    private Stage(Cast cast) => Cast = cast;

    internal Cast Cast { get; }

    internal Api Administrator => Cast.Administrator;

    internal static async Task<Stage> At(HostProcess host)
    {
        var stage = new Stage(await Cast.At(host));
        var (session, article) = await stage.Cast.NewArticle(assigned: true);
        var grace = stage.Administrator;
        var path = $"/api/v1/sessions/{session}";
        (await grace.Put($"{path}/online-link", new { link = "https://meet.example/museum" })).Done.ToString();
        (await grace.Put($"{path}/registration", new { closes = "2030-03-07", capacity = 20 })).Done.ToString();
        await grace.Put($"/api/v1/programs/{stage.Cast.Program}", ExampleRequests.Of["PUT /api/v1/programs/{program}"]);
        using var anybody = new Api(host.Address);
        var ask = new { userName = "Nobody on stage", email = "newcomer@example.org" };
        var asked = (await anybody.Post($"{path}/account-requests", ask)).Done.Json.GetProperty("receipt");
        stage.ids["{request}"] = stage.ids["{receipt}"] = $"{asked}";
        var reason = new { reason = "It has nothing to do with the museum." };
        (await grace.Put($"{path}/excluded-pages/enwiki/7", reason)).Done.ToString();
        var update = (await grace.Post($"{path}/data-updates")).Done.Id;
        await Planned.Completed(host, $"/api/v1/data-updates/{update}");
        stage.ids["{organiser}"] = $"{stage.Cast.Organiser}";
        stage.ids["{campaign}"] = $"{stage.Cast.Campaign}";
        stage.ids["{program}"] = $"{stage.Cast.Program}";
        stage.ids["{session}"] = $"{session}";
        stage.ids["{code}"] = $"{ShortCode.Of(session)}";
        stage.ids["{article}"] = $"{article}";
        stage.ids["{update}"] = $"{update}";
        stage.ids["{person}"] = $"{stage.Cast.PersonCalled(Cast.Participant)}";
        stage.ids["{wiki}"] = "enwiki";
        stage.ids["{page}"] = "7";
        stage.ids["{token}"] = $"{Guid.NewGuid()}";
        foreach (var kind in (string[])["organiser", "campaign", "program", "session"])
        {
            var thing = (await grace.Get($"/api/v1/{kind}s/{stage.ids[$"{{{kind}}}"]}")).Done.Json;
            stage.slugs[$"/{kind}s/{{slug}}.ics"] = thing.GetProperty("slug").GetString()!;
        }

        return stage;
    }

    /// <summary>The path with the ids of things that there are.</summary>
    internal string Filled(string template) =>
        ids.Aggregate(
            template.Replace("{slug}", slugs.GetValueOrDefault(template, ""), StringComparison.Ordinal)
                + (template.StartsWith("/api/v1/statistics", StringComparison.Ordinal) ? "?of={session}" : ""),
            (path, id) => path.Replace(id.Key, id.Value, StringComparison.Ordinal)
        );

    /// <summary>The path with ids that nothing has.</summary>
    internal string FilledInVain(string template) =>
        ids.Keys.Aggregate(
            template.Replace("{page}", $"{long.MaxValue}", StringComparison.Ordinal),
            (path, name) => path.Replace(name, $"{Guid.NewGuid()}", StringComparison.Ordinal)
        );

    /// <summary>Who may do it: the administrator, unless only participants may.</summary>
    internal Api WhoMay(Operation operation) => Cast.Roles.First(role => role.May(operation.May)).Api;

    public void Dispose() => Cast.Dispose();
}
