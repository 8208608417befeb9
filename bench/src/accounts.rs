//! What accounts cost: sign-ins beside bare hashing, one's own account beside a Python service, memory in a flood.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use futures_util::future::{join_all, try_join_all};

use crate::{process, verdict};

mod bound;
mod peer;
mod service;

use peer::Peer;
use service::Service;

/// The accounts that sign in by turns: each may thirty times an hour.
const ACCOUNTS: u32 = 90;
/// How long bare hashing and sign-ins run, each, in a round.
const ROUND: Duration = Duration::from_secs(6);
/// Rounds of bare hashing and sign-ins by turns.
const ROUNDS: usize = 3;
/// Sign-ins at once in the flood.
const FLOOD: u32 = 48;

/// Measures all of it.
pub(crate) async fn run() -> anyhow::Result<bool> {
    let service = Service::start(ACCOUNTS).await?;
    let kept = [sign_ins(&service).await?, flood(&service).await?, own_account(&service).await?];
    Ok(kept.into_iter().all(|kept| kept))
}

/// Sign-ins a second, as a share of the Argon2id hashes that the same cores make and do nothing else.
async fn sign_ins(service: &Service) -> anyhow::Result<bool> {
    println!(
        "sign-ins and bare Argon2id (19 MiB, 2 passes, 1 lane) by turns, {ROUNDS} rounds of {ROUND:?} each"
    );
    let next = AtomicU32::new(0);
    let (mut bare, mut ours) = (0.0, 0.0);
    for _ in 0..ROUNDS {
        bare += bound::hashes_a_second(ROUND)?;
        let (began, done) = (Instant::now(), AtomicU32::new(0));
        let people = (0..8).map(|_| async {
            while began.elapsed() < ROUND {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                service.sign_in(turn % ACCOUNTS, turn).await?.context("a sign-in was sent away")?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
        try_join_all(people).await?;
        ours += f64::from(done.load(Ordering::Relaxed)) / began.elapsed().as_secs_f64();
    }
    let rounds = ROUNDS as f64;
    println!("  {:.1} hashes a second, {:.1} sign-ins a second", bare / rounds, ours / rounds);
    Ok(verdict("bare hashes for each sign-in", bare / ours, 1.0 / 0.95, ""))
}

/// Memory and health while many sign in at once.
async fn flood(service: &Service) -> anyhow::Result<bool> {
    println!("{FLOOD} sign-ins at once, three times over");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle = process::resident_mib(service.id)?;
    let over = AtomicBool::new(false);
    let waves = async {
        let mut answers = Vec::new();
        for wave in 0..3 {
            let turn = |person| 1_000_000 + wave * FLOOD + person;
            answers.extend(join_all((0..FLOOD).map(|person| service.sign_in(person, turn(person)))).await);
        }
        over.store(true, Ordering::Relaxed);
        answers.into_iter().collect::<anyhow::Result<Vec<_>>>()
    };
    let watch = async {
        let mut most: f64 = 0.0;
        while !over.load(Ordering::Relaxed) {
            most = most.max(process::resident_mib(service.id)?);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        anyhow::Ok(most)
    };
    let health = async {
        let (mut asked, mut slowest) = (0, Duration::ZERO);
        while !over.load(Ordering::Relaxed) {
            let began = Instant::now();
            ensure!(service.is_live().await?, "health did not answer in the flood");
            slowest = slowest.max(began.elapsed());
            asked += 1;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok((asked, slowest))
    };
    let (answers, most, (asked, slowest)) = tokio::try_join!(waves, watch, health)?;
    let let_in = answers.iter().flatten().count();
    println!("  {let_in} of {} let in, the others asked to come back; idle {idle:.1} MiB", answers.len());
    println!("  health answered {asked} times, at the slowest in {slowest:.1?}");
    let cores = std::thread::available_parallelism()?.get() as f64;
    Ok(verdict("most memory in the flood", most, idle + cores * 19.0 + 20.0, " MiB"))
}

/// CPU of a request for one's own account, as a share of the peer's.
async fn own_account(service: &Service) -> anyhow::Result<bool> {
    println!("GET /users/me, 16 connections, beside the peer's (see README.md)");
    let peer = Peer::start().await?;
    let token = service.sign_in(ACCOUNTS - 1, 2_000_000).await?.context("a sign-in was sent away")?;
    let ours = format!("{}/api/v1/users/me", service.address);
    let theirs = format!("{}/users/me", peer.address);
    let (mut us, mut them) = (0.0, 0.0);
    for round in 0..=ROUNDS {
        let cpu = [
            cpu_us(service.id, &ours, &token, 20_000).await?,
            cpu_us(peer.id, &theirs, &peer.token, 1_000).await?,
        ];
        // the first round warms up
        if round > 0 {
            (us, them) = (us + cpu[0], them + cpu[1]);
        }
    }
    let rounds = ROUNDS as f64;
    println!("  {:.0} µs beside {:.0} µs of CPU a request", us / rounds, them / rounds);
    Ok(verdict("share of the peer's CPU, in fortieths", 40.0 * us / them, 1.0, ""))
}

/// Microseconds of CPU that a process spends on each of so many requests.
async fn cpu_us(id: u32, url: &str, token: &str, requests: u32) -> anyhow::Result<f64> {
    let client = llm::connect(&llm::Connection::default())?;
    let before = process::cpu_s(id)?;
    let share = requests / 16;
    let askers = (0..16).map(|_| async {
        for _ in 0..share {
            let response = client.get(url).bearer_auth(token).send().await?.error_for_status()?;
            response.bytes().await?;
        }
        anyhow::Ok(())
    });
    try_join_all(askers).await?;
    Ok((process::cpu_s(id)? - before) * 1e6 / f64::from(share * 16))
}
