using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>A session that the administrator planned at a Host, with all that it belongs to.</summary>
internal sealed record Planned(HostProcess Host, Api Coordinator, Guid Program)
{
    /// <summary>Registers an organiser, a campaign and a program; who asks coordinates them.</summary>
    internal static async Task<Planned> At(HostProcess host)
    {
        return await By(host, await Api.SignedIn(host, Api.Administrator));
    }

    /// <summary>Likewise for an administrator who signed in already.</summary>
    internal static async Task<Planned> By(HostProcess host, Api grace)
    {
        var coordinator = (await grace.Get("/api/v1/me")).Done.Json.GetProperty("userName").GetString();
        var organiser = await grace.Post("/api/v1/organisers", new { name = $"Chapter {Guid.NewGuid()}", coordinator });
        var campaign = await grace.Post($"/api/v1/organisers/{organiser.Id}/campaigns", Titled("Museum"));
        var program = await grace.Post($"/api/v1/campaigns/{campaign.Id}/programs", Titled("Editathons"));
        return new(host, grace, program.Id);
    }

    /// <summary>The request for a session of a week in March 2026 that follows these wikis.</summary>
    internal static Dictionary<string, object?> SessionOn(params string[] wikis) =>
        new(StringComparer.Ordinal)
        {
            ["title"] = $"Session {Guid.NewGuid()}",
            ["timeZone"] = "Europe/Amsterdam",
            ["start"] = "2026-03-08",
            ["end"] = "2026-03-14",
            ["wikis"] = wikis,
        };

    /// <summary>Asks for a session of a week in March 2026; <paramref name="change"/> is merged into the request.</summary>
    internal Task<Answer> Schedule(object? change = null, params (string Name, string Value)[] headers)
    {
        var request = SessionOn("enwiki");
        foreach (var field in JsonSerializer.SerializeToElement(change ?? new { }).EnumerateObject())
        {
            request[field.Name] = field.Value;
        }

        return Coordinator.Post($"/api/v1/programs/{Program}/sessions", request, headers);
    }

    /// <summary>A session that follows these wikis, with people who subscribed themselves.</summary>
    internal async Task<Guid> SessionWith(string[] wikis, params string[] people)
    {
        var session = (await Schedule(new { wikis })).Id;
        foreach (var name in people)
        {
            using var person = await Api.SignedIn(Host, name);
            (await person.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })).Done.ToString();
        }

        return session;
    }

    /// <summary>Asks for a data update of the session; tells its address.</summary>
    internal async Task<string> RequestUpdate(Guid session)
    {
        var answer = (await Coordinator.Post($"/api/v1/sessions/{session}/data-updates")).Done;
        return answer.Response.Headers.Location!.ToString();
    }

    /// <summary>The update at this address when it has ended, as any Host tells it.</summary>
    internal static async Task<JsonElement> Completed(HostProcess host, string update)
    {
        using var anybody = new Api(host.Address);
        var answer = await anybody.Get(update, ("Prefer", "wait=60"));
        Assert.Equal("completed", answer.Done.Json.GetProperty("state").GetString());
        return answer.Json;
    }

    /// <summary>A data update from request to end.</summary>
    internal async Task<JsonElement> Update(Guid session) => await Completed(Host, await RequestUpdate(session));

    /// <summary>The session's figures; the same as of their own position, byte for byte.</summary>
    internal static async Task<JsonElement> Figures(HostProcess host, Guid session)
    {
        using var anybody = new Api(host.Address);
        var now = (await anybody.Get($"/api/v1/sessions/{session}/statistics")).Done;
        var position = now.Json.GetProperty("asOf").GetProperty("position").GetInt64();
        var then = (await anybody.Get($"/api/v1/sessions/{session}/statistics?asOf={position}")).Done;
        Assert.Equal(now.Text, then.Text);
        return now.Json.GetProperty("figures");
    }

    private static object Titled(string title) => new { title = $"{title} {Guid.NewGuid()}" };
}
