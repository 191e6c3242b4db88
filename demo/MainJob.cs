using System.Text.Json;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>
/// The main job, from a chapter that joins to the figures of its grant report: everything that people do at an editathon,
/// played through the public HTTP API on the farm's history.
/// </summary>
internal sealed class MainJob(Uri dashboard, Action<string> tell)
{
    /// <summary>Who coordinates the organiser and all below it, and takes part in nothing.</summary>
    public const string Coordinator = "Librarian Lou";

    private const string SecondCoordinator = "Passer-by Pat";

    /// <summary>Plays it from the beginning to the end, on a dashboard that knows the farm's wikis.</summary>
    public async Task<PlayedJob> Play(CancellationToken stop)
    {
        tell($"{Farm.Administrator} registers an organiser, and {Coordinator} coordinates it");
        using var administrator = await DashboardApi.SignIn(dashboard, Farm.Administrator, stop);
        var organiser = await administrator.RegisterOrganiser("Wikimedia Example", Coordinator, stop);

        tell($"{Coordinator} starts a campaign and plans a program");
        using var api = await DashboardApi.SignIn(dashboard, Coordinator, stop);
        var campaign = await api.StartCampaign(organiser.Id, "Women's history month", "Every March, everywhere.", stop);
        var program = await api.PlanProgram(campaign.Id, "Women who know", "Two editathons in Amsterdam.", stop);

        List<PlayedSession> sessions = [];
        foreach (var plan in (EditathonSession[])[Editathon.WomenInScience, Editathon.WomenInTechnology])
        {
            sessions.Add(await new SessionJob(dashboard, plan, api, tell).Play(program.Id, SecondCoordinator, stop));
        }

        return new(
            await api.PageOf("organisers", organiser.Id, stop),
            await api.PageOf("campaigns", campaign.Id, stop),
            await api.PageOf("programs", program.Id, stop),
            sessions,
            await ReadFeed(stop)
        );
    }

    private async Task<IReadOnlyList<JsonElement>> ReadFeed(CancellationToken stop)
    {
        using var reader = DashboardApi.Anonymous(dashboard);
        List<JsonElement> events = [];
        await foreach (var item in reader.Events(after: 0, stop))
        {
            events.Add(item);
        }
        tell($"An integrator reads the public feed from the beginning: {events.Count} events");
        return events;
    }
}
