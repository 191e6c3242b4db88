using System.Globalization;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>One session: scheduled, filled with people and articles, measured twice, and downloaded.</summary>
internal sealed class SessionJob(Uri dashboard, EditathonSession plan, DashboardApi coordinator, Action<string> tell)
{
    private const int Subscribers = 2;

    // What people paste: a name that nobody has, and one that no wiki would take.
    private static readonly string[] WrongNames = ["Nobody of That Name", "not<a>name"];

    /// <summary>Plays it below a program.</summary>
    public async Task<PlayedSession> Play(Guid program, string secondCoordinator, CancellationToken stop)
    {
        tell($"“{plan.Name}” is scheduled for {plan.Date:d MMMM yyyy}, and {secondCoordinator} coordinates it as well");
        var session = (await coordinator.Schedule(program, Request(), stop)).Id;
        await coordinator.AppointCoordinator(session, secondCoordinator, stop);
        var articles = await OfferArticles(session, stop);
        var enrolment = await EnrolByName(session, stop);
        await Subscribe(session, articles, stop);
        await Assign(session, articles, stop);

        var before = await coordinator.Statistics(session, asOf: null, stop);
        var first = await Update(session, stop);
        var shown = await coordinator.Statistics(session, asOf: null, stop);
        var beforeReplayed = await coordinator.Statistics(session, Statistics.Of(before).AsOf.Position, stop);
        var second = await Update(session, stop);
        var shownReplayed = await coordinator.Statistics(session, Statistics.Of(shown).AsOf.Position, stop);
        return new(
            plan,
            session,
            await coordinator.PageOf("sessions", session, stop),
            enrolment,
            first,
            second,
            before,
            beforeReplayed,
            shown,
            shownReplayed,
            await Downloads(session, stop)
        );
    }

    private SessionRequest Request() =>
        new(
            plan.Name,
            plan.TimeZone,
            Start: $"{Day(plan.Date)}T13:00",
            End: $"{Day(plan.Date)}T18:00",
            [.. Editathon.Wikis.Select(wiki => wiki.Name)],
            TrackedFrom: Day(plan.Date),
            TrackedUntil: Day(plan.LastDay),
            Venue: "Public library, Amsterdam",
            Description: "Bring a laptop. We help with your first article."
        );

    /// <summary>The articles that nobody has chosen yet, red links first. Only the main session offers some.</summary>
    private async Task<Queue<TitleVerdict>> OfferArticles(Guid session, CancellationToken stop)
    {
        List<TitleVerdict> offered = [];
        var offers = plan == Editathon.WomenInScience ? Editathon.Articles : [];
        foreach (var wiki in offers.GroupBy(article => article.Wiki, StringComparer.Ordinal))
        {
            var answer = await coordinator.OfferArticles(session, wiki.Key, wiki.Select(a => a.Title), stop);
            offered.AddRange(answer.Titles);
        }
        if (offered.Count > 0)
        {
            tell($"{offered.Count} articles are offered, {offered.Count(a => !a.Exists)} of them not written yet");
        }
        return new(offered.OrderBy(a => a.Exists));
    }

    private async Task<EnrolAnswer> EnrolByName(Guid session, CancellationToken stop)
    {
        var answer = await coordinator.Enrol(
            session,
            [.. plan.Participants.SkipLast(Subscribers), .. WrongNames],
            stop
        );
        tell($"{answer.Enrolled} people are enrolled by name");
        foreach (var name in answer.Names.Where(name => !name.IsEnrolled))
        {
            tell($"  not enrolled: {name.Reason ?? $"{name.Asked} ({name.Result})"}");
        }
        return answer;
    }

    private async Task Subscribe(Guid session, Queue<TitleVerdict> articles, CancellationToken stop)
    {
        foreach (var userName in plan.Participants.TakeLast(Subscribers))
        {
            using var participant = await DashboardApi.SignIn(dashboard, userName, stop);
            await participant.Subscribe(session, "onSite", stop);
            var chosen = articles.TryDequeue(out var article);
            if (chosen)
            {
                await participant.Assign(session, article!.Article!.Value, userName: null, stop);
            }
            tell($"{userName} subscribes{(chosen ? $" and chooses “{article!.Title}”" : "")}");
        }
    }

    private async Task Assign(Guid session, Queue<TitleVerdict> articles, CancellationToken stop)
    {
        if (articles.TryDequeue(out var article))
        {
            await coordinator.Assign(session, article.Article!.Value, plan.Participants[0], stop);
            tell($"“{article.Title}” is assigned to {plan.Participants[0]}");
        }
    }

    private async Task<DataUpdate> Update(Guid session, CancellationToken stop)
    {
        var update = await coordinator.UpdateData(session, stop);
        tell($"A data update reads the wikis: {update.Added} page updates are new");
        foreach (var problem in update.Problems)
        {
            tell($"  {problem.Wiki}: {problem.Reason}");
        }
        return update;
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> Downloads(Guid session, CancellationToken stop)
    {
        Dictionary<string, byte[]> files = [];
        foreach (var format in (string[])["csv", "json", "wikitext"])
        {
            files[format] = await coordinator.Download(session, format, stop);
        }
        return files;
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
