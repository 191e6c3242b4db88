using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>The facts that the lists are checked on.</summary>
public sealed partial class FactListTests
{
    /// <summary>
    /// Revision 2 lies in both sessions; page 10 is created in the workshop and improved in the editathon, moved and deleted;
    /// Alice is new; there is a user page, an item, and files of which one is in use.
    /// </summary>
    private static Facts TwoSessions() =>
        new Facts()
            .Scheduled(Workshop, new TrackedWiki("enwiki", [0]), new TrackedWiki("wikidatawiki", [0]))
            .Scheduled(Editathon, new TrackedWiki("enwiki", [0]), new TrackedWiki("wikidatawiki", [0]))
            .Enrolled(Workshop, Alice)
            .Enrolled(Editathon, Alice, Bob)
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true, title: "Mary Anning")
            .Edit(Alice, 2, page: 11, bytes: 30, at: From.AddDays(1))
            .Edit(Alice, 2, page: 11, bytes: 30, at: From.AddDays(1), session: Editathon)
            .Edit(Alice, 3, page: 12, bytes: -20, at: From.AddDays(2))
            .Edit(Bob, 4, page: 10, bytes: 7, at: From.AddDays(2), session: Editathon, title: "Mary Anning")
            .Edit(Alice, 5, page: 13, bytes: 9, inNamespace: 1)
            .Edit(Bob, 7, page: 20, bytes: 50, creates: true, wiki: "wikidatawiki", session: Editathon)
            .Edit(Alice, 9, page: 14, bytes: 3, inNamespace: 2, title: "User:Alice")
            .Add(new ReferencesCounted(Workshop, "enwiki", 1, 8, 0, Until))
            .Add(new ReferencesCounted(Workshop, "enwiki", 2, 3, 1, Until))
            .Add(new ReferencesCounted(Editathon, "enwiki", 2, 3, 1, Until))
            .Add(new ReferencesCounted(Workshop, "enwiki", 3, 1, 4, Until))
            .Add(new RegistrationRead(Workshop, Alice, From.AddDays(-2), Until))
            .Add(new RegistrationRead(Editathon, Bob, From.AddYears(-2), Until))
            .Add(new EarlierEditsLookedFor(Editathon, Bob, From, Found: true, Until))
            .Add(new EditorRetained(Workshop, Alice, "enwiki", Until.AddDays(10), Until.AddDays(38)))
            .Add(new RetentionChecked(Workshop, Until.AddDays(37), Until.AddDays(38)))
            .Add(new RetentionChecked(Editathon, Until.AddDays(37), Until.AddDays(38)))
            .Add(new PageMoved(Workshop, "enwiki", 10, 0, "Mary Anning (palaeontologist)", Until))
            .Add(new PageDeleted(Workshop, "enwiki", 10, Until))
            .Add(new FileUploaded(Workshop, "commonswiki", 100, 70, "File:Fossil.jpg", Alice, From.AddHours(2)))
            .Add(new FileUploaded(Editathon, "commonswiki", 101, 71, "File:Museum.jpg", Bob, From.AddHours(3)))
            .Add(new FileUsesCounted(Workshop, "commonswiki", 70, 3, Until))
            .Add(new PageViewsCounted(Workshop, "enwiki", 10, new(2026, 3, 9), [5, 7]))
            .Add(new PageViewsCounted(Editathon, "enwiki", 10, new(2026, 3, 10), [7, 1]))
            .Add(new PageViewsCounted(Editathon, "wikidatawiki", 20, new(2026, 3, 10), [2]));

    private async Task Over(Func<Scope, NpgsqlConnection, Task> check, Facts? facts = null)
    {
        var tables = new FigureTables();
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        // What is kept beside the log.
        await connection.Execute("create schema metrics; set local search_path to metrics", Stop);
        foreach (var script in (string[])["0001-user-page-titles.sql", "0030-edit-summaries.sql"])
        {
            await connection.Execute(Sql.Read(typeof(FigureTables).Assembly, script), Stop);
        }

        await connection.Execute("create schema bench; set local search_path to bench", Stop);
        await connection.Execute(tables.Tables, Stop);
        await tables.Apply((facts ?? TwoSessions()).Events, connection, Stop);
        await connection.Execute(tables.Indexes, Stop);
        await check(ScopeOf(Workshop, Editathon), connection);
    }
}
